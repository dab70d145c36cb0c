/** A list to choose one thing from, with its label beside it. */
import { html } from "../elements.js";

/** Makes the list; the chosen value is told. */
export function chooser(
  label: string,
  id: string,
  value: string,
  options: [string, string][],
  choose: (value: string) => void,
): HTMLElement {
  const select = html(
    "select",
    { id },
    ...options.map(([option, text]) => html("option", { value: option, selected: option === value }, text)),
  );
  select.addEventListener("change", () => choose(select.value));
  return html("span", { class: "chooser" }, html("label", { for: id }, label), select);
}
