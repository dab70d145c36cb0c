/** Shown instead of the graph until there is one: how to start. */
import { button, html } from "../elements.js";
import { examples } from "../examples/index.js";
import type { Session } from "../session.js";

/** Three steps, and examples to start with. */
export function firstSteps(session: Session): HTMLElement[] {
  const steps = [
    [
      "Choose the server documents.",
      "A recipe type shows its nodes here; a dataset or previous batches determine what runs.",
    ],
    [
      "Fill in the batch.",
      "Problems appear at their fields as you type, with a button wherever a single edit is certain to fix one.",
    ],
    [
      "See what it does.",
      "The graph shows which nodes run or are copied, and why. Select a node to force it.",
    ],
  ];
  return [
    html(
      "ol",
      { class: "first-steps" },
      ...steps.map(([title, text]) => html("li", {}, html("b", {}, title), html("span", {}, text))),
    ),
    html(
      "div",
      { class: "first-examples" },
      html("span", {}, "Or start with an example:"),
      ...["reprocess", "dataset", "mistakes"].map((name) => {
        const chosen = examples[name];
        return (
          chosen &&
          button({ class: "button button-small" }, () => session.start(chosen.example), chosen.label)
        );
      }),
    ),
  ];
}
