/** What stands in place of the graph before there is one: how to begin. */
import { button, html } from "../elements.js";
import { examples } from "../examples/index.js";
import type { Session } from "../session.js";

/** Three steps, and examples to begin with. */
export function firstSteps(session: Session): HTMLElement[] {
  const steps = [
    [
      "Pick what the server has.",
      "A recipe type shows its nodes here; a dataset or previous batches say what runs.",
    ],
    [
      "Fill in the batch.",
      "Every mistake is told at its field while you type; where one edit surely mends it, a button does.",
    ],
    ["See what it does.", "Which nodes run, which are copied and why; select a node to force it."],
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
      html("span", {}, "Or look at an example:"),
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
