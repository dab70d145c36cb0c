/** A drop-down list with its label. */
import { html } from "../elements.js";

/** Makes the list, and calls `choose` with the chosen value. */
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
