/** Choosing server documents, from the examples or by pasting. */
import {
  checkRecipe,
  readBatches,
  readDataset,
  readRecipeType,
  readSubRecipeTypes,
  type Problem,
} from "scale-batch";

import { button, html, setText, uniqueId } from "../elements.js";
import { icon } from "../icons.js";
import { isAboutDocument } from "../places.js";
import { problemList } from "../problem-list.js";
import type { Choice, Part, Session } from "../session.js";
import { describeDocument } from "./describe.js";
import { pasteDialog } from "./paste.js";

/** The label of a part, and a description of its document. */
const kinds: Record<Part, { label: string; article: string; origin: string }> = {
  recipe_type: {
    label: "Recipe type",
    article: "a recipe type",
    origin: "The details of one recipe type, with its definition and revision.",
  },
  revisions: {
    label: "Revisions",
    article: "revisions of recipe types",
    origin:
      "One or an array of revisions or details of recipe types: what the previous batch ran, and what recipe nodes run.",
  },
  dataset: {
    label: "Dataset",
    article: "a dataset",
    origin: "The details of one dataset, with its definition and files.",
  },
  batches: {
    label: "Previous batches",
    article: "batches",
    origin: "An array of batch details, or a page of the list of batches.",
  },
};

/** Reads a document. */
function read(part: Part, text: string): { errors: Problem[]; warnings: Problem[] } {
  switch (part) {
    case "recipe_type": {
      const { errors, warnings } = readRecipeType(text);
      if (errors.length > 0) return { errors, warnings };
      // A broken rule is only a warning here: the server has this recipe, so it can be shown.
      const report = checkRecipe({ recipe_type: text });
      return { errors, warnings: [...warnings, ...report.errors, ...report.warnings] };
    }
    case "revisions":
      return readSubRecipeTypes(text);
    case "dataset":
      return readDataset(text);
    case "batches":
      return readBatches(text);
  }
}

/** A list of documents to choose from, and a button to paste another. */
export function documentPicker(session: Session, part: Part, examples: readonly Choice[]): HTMLElement {
  const id = uniqueId("document");
  const { label, article, origin } = kinds[part];
  const choices = [...examples];
  const select = html("select", { id, "aria-describedby": `${id}-about ${id}-problems` });
  const about = html("p", { class: "hint", id: `${id}-about` });
  const problems = html("ul", { class: "problems", id: `${id}-problems` });

  const list = (): void => {
    select.replaceChildren(
      html("option", { value: "" }, "none"),
      ...choices.map((choice, index) => html("option", { value: index }, choice.label)),
    );
  };
  list();
  select.addEventListener("change", () => {
    session.choose(part, select.value === "" ? null : (choices[Number(select.value)] ?? null));
  });
  const paste = button(
    { class: "button button-small", "aria-label": `Paste ${article}` },
    () =>
      pasteDialog({
        title: `Paste ${article}`,
        hint: origin,
        read: (text) => read(part, text),
        use: (text) => {
          const document = JSON.parse(text) as object;
          const pasted = { label: `Pasted: ${describeDocument(part, document).name}`, document };
          choices.push(pasted);
          list();
          session.choose(part, pasted);
        },
      }),
    icon("paste"),
    "Paste",
  );

  let shown: Choice | null | undefined;
  let reported = "";
  session.subscribe(({ documents, report }) => {
    const choice = documents[part];
    if (choice !== shown) {
      shown = choice;
      select.value = choice === null ? "" : String(choices.indexOf(choice));
      setText(about, choice === null ? origin : describeDocument(part, choice.document).about);
    }
    const own = (list: Problem[]): Problem[] =>
      list.filter((problem) => isAboutDocument(problem) && problem.document === part);
    const [errors, warnings] = [own(report.errors), own(report.warnings)];
    const key = JSON.stringify([errors, warnings]);
    if (key !== reported) {
      reported = key;
      problems.replaceChildren(...problemList(errors, warnings));
    }
  });

  return html(
    "div",
    { class: "document" },
    html("div", { class: "field-head" }, html("label", { for: id }, label), paste),
    select,
    about,
    problems,
  );
}
