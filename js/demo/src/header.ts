/** The header of the page: the two views, the examples and the theme. */
import { button, html, setAttribute, svg } from "./elements.js";
import { examples } from "./examples/index.js";
import type { Session } from "./session.js";
import { themeButton } from "./theme.js";

/** The views of the page. */
export type ViewName = "batch" | "compare";

const views: Record<ViewName, string> = { batch: "New batch", compare: "Compare" };

/** Makes the header. `show` shows a view; `first` is the example that the page starts with. */
export function pageHeader(
  session: Session,
  first: string,
  show: (view: ViewName) => void,
): { element: HTMLElement; mark: (view: ViewName) => void } {
  const tabs = (Object.keys(views) as ViewName[]).map((view) =>
    button({ class: "tab", "data-view": view }, () => show(view), views[view]),
  );
  const start = html(
    "select",
    { id: "start" },
    html("option", { value: "", hidden: true }, "Choose one"),
    ...Object.entries(examples).map(([name, { label }]) =>
      html("option", { value: name, selected: name === first }, label),
    ),
  );
  let untouched = session.view.text;
  start.addEventListener("change", () => {
    const { value } = start;
    const chosen = examples[value];
    if (chosen === undefined) return;
    session.start(chosen.example);
    untouched = session.view.text;
    start.value = value;
  });
  // An example that was changed can be chosen again.
  session.subscribe(({ text }) => {
    if (text !== untouched) start.value = "";
  });
  const element = html(
    "header",
    { class: "header" },
    html("a", { class: "skip", href: "#main" }, "Skip to the form"),
    html("h1", { class: "brand" }, logo(), "Scale batches"),
    html("nav", { class: "tabs", "aria-label": "Views" }, ...tabs),
    html("span", { class: "spacer" }),
    html("span", { class: "chooser" }, html("label", { for: "start" }, "Example"), start),
    themeButton(),
  );
  return {
    element,
    mark: (view) => {
      for (const tab of tabs)
        setAttribute(tab, "aria-current", tab.dataset["view"] === view ? "page" : undefined);
    },
  };
}

function logo(): SVGSVGElement {
  return svg(
    "svg",
    { viewBox: "0 0 32 32", class: "logo", "aria-hidden": "true" },
    svg("rect", { width: 32, height: 32, rx: 8 }),
    svg("path", { d: "M9 10h7v4h7M16 14v8H9" }),
    ...[
      [6, 7],
      [19, 11],
      [6, 19],
    ].map(([x, y]) => svg("rect", { x, y, width: 7, height: 6, rx: 2, class: "logo-node" })),
  );
}
