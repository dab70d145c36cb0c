/** The input map: the dataset parameter for each input of the recipe. */
import { proposeInputMap, type InputMapProposal } from "scale-batch";

import { button, html, uniqueId } from "../elements.js";
import { icon } from "../icons.js";
import type { Places } from "../places.js";
import { valueAt, type Json } from "../pointer.js";
import type { Session } from "../session.js";
import { showIn } from "./field.js";

const pointer = "/configuration/inputMap";
const keys = ["input", "datasetParameter"] as const;

/** The rows of the map, and the library's proposal. */
export function inputMapSection(session: Session, places: Places): HTMLElement {
  const id = uniqueId("input-map");
  const list = html("ul", { class: "problems", id: `${id}-problems` });
  const add = button({ class: "button button-small" }, () => addRow(session), icon("add"), "Add a mapping");
  const rows = html("div", { class: "map-rows" });
  const offer = html("div", { class: "suggestion" });
  const inputs = html("datalist", { id: `${id}-inputs` });
  const parameters = html("datalist", { id: `${id}-parameters` });
  places.add(pointer, { list, control: add });

  let proposal: InputMapProposal | null = null;
  let proposedFor: unknown[] = [];
  let drawnRows = 0;
  let offered = "";

  session.subscribe(({ documents, request }) => {
    const { recipe_type, dataset } = documents;
    if (proposedFor[0] !== recipe_type || proposedFor[1] !== dataset) {
      proposedFor = [recipe_type, dataset];
      proposal =
        recipe_type === null || dataset === null
          ? null
          : proposeInputMap({ recipe_type: recipe_type.document, dataset: dataset.document }).proposal;
      inputs.replaceChildren(
        ...(proposal?.inputs ?? []).map(({ input }) => html("option", { value: input })),
      );
      const fits = new Set((proposal?.inputs ?? []).flatMap((input) => input.fits));
      parameters.replaceChildren(...[...fits].map((name) => html("option", { value: name })));
    }
    const map = valueAt(request, pointer);
    const items = Array.isArray(map) ? map : [];
    if (items.length !== drawnRows) {
      drawnRows = items.length;
      places.removeUnder(pointer);
      rows.replaceChildren(...items.map((_, index) => mapRow(session, places, id, index, add)));
    }
    for (const [index, row] of [...rows.children].entries()) {
      for (const [number, control] of [...row.querySelectorAll("input")].entries()) {
        showIn(control, valueAt(items[index], `/${keys[number] ?? ""}`), (text) => text);
      }
    }
    const usesDataset =
      valueAt(request, "/definition/dataset") !== undefined &&
      valueAt(request, "/definition/previous_batch") === undefined;
    offered = showOffer(session, offer, usesDataset ? proposal : null, map, offered);
  });

  return html(
    "div",
    { class: "field", role: "group", "aria-labelledby": `${id}-title` },
    html(
      "div",
      { class: "field-head" },
      html("span", { class: "label", id: `${id}-title` }, "Input map"),
      add,
    ),
    rows,
    offer,
    list,
    html(
      "p",
      { class: "hint" },
      "Needed only if a recipe input and its dataset parameter have different names.",
    ),
    inputs,
    parameters,
  );
}

function addRow(session: Session): void {
  const map = valueAt(session.view.request, pointer);
  session.edit(pointer, [...(Array.isArray(map) ? map : []), { input: "", datasetParameter: "" }]);
}

function mapRow(
  session: Session,
  places: Places,
  id: string,
  index: number,
  after: HTMLElement,
): HTMLElement {
  const row = html("div", { class: "map-row" });
  const rowPointer = `${pointer}/${index}`;
  const list = html("ul", { class: "problems", id: `${id}-row-${index}` });
  const lists: HTMLElement[] = [];
  const [input, parameter] = keys.map((key, number) => {
    const control = html("input", {
      type: "text",
      autocomplete: "off",
      spellcheck: "false",
      list: number === 0 ? `${id}-inputs` : `${id}-parameters`,
      placeholder: number === 0 ? "recipe input" : "dataset parameter",
      "aria-label": `Mapping ${index + 1}: ${number === 0 ? "recipe input" : "dataset parameter"}`,
    });
    control.addEventListener("input", () => session.edit(`${rowPointer}/${key}`, control.value));
    const problems = html("ul", { class: "problems", id: `${list.id}-${key}` });
    control.setAttribute("aria-describedby", `${problems.id} ${list.id}`);
    places.add(`${rowPointer}/${key}`, { list: problems, control });
    lists.push(problems);
    return control;
  }) as [HTMLInputElement, HTMLInputElement];
  places.add(rowPointer, { list, control: input });
  const remove = button(
    { class: "button button-icon", "aria-label": `Remove mapping ${index + 1}`, title: "Remove" },
    () => {
      session.edit(rowPointer, undefined);
      // The focused row is gone: keep the focus in the form.
      after.focus();
    },
    icon("close"),
  );
  row.append(input, html("span", { class: "map-arrow" }, "←"), parameter, remove, ...lists, list);
  return row;
}

/** Offers the proposal if the request has a different map. */
function showOffer(
  session: Session,
  offer: HTMLElement,
  proposal: InputMapProposal | null,
  map: Json | undefined,
  before: string,
): string {
  const proposed = (proposal?.inputMap ?? []) as unknown as Json[];
  const isOffered = proposed.length > 0 && !isSame(map, proposed);
  const text = (proposal?.inputMap ?? [])
    .map(({ input, datasetParameter }) => {
      const fit = proposal?.inputs.find((of) => of.input === input);
      const ranked = fit?.ranked.find((of) => of.parameter === datasetParameter);
      const mismatched = (ranked?.mismatched_media_types ?? []).join(", ");
      return `${input} ← ${datasetParameter}${mismatched === "" ? "" : ` (it has ${mismatched}, which ${input} does not accept)`}`;
    })
    .join(", ");
  const key = isOffered ? text : proposal !== null && !proposal.is_complete ? "incomplete" : "";
  if (key === before) return before;
  if (isOffered) {
    offer.replaceChildren(
      button({ class: "button button-small" }, () => session.edit(pointer, proposed), "Use the proposal"),
      html("span", { class: "suggestion-label" }, text),
    );
  } else if (key === "incomplete") {
    const unfilled = (proposal?.inputs ?? []).filter((input) => input.required && input.proposed === null);
    const names = unfilled.map((input) => input.input).join(", ");
    offer.replaceChildren(
      html("span", { class: "suggestion-label" }, `No dataset parameter is a clear match for ${names}.`),
    );
  } else offer.replaceChildren();
  return key;
}

function isSame(map: Json | undefined, proposed: Json[]): boolean {
  const pairs = (items: Json[]): string =>
    items
      .map((item) => JSON.stringify([valueAt(item, "/input"), valueAt(item, "/datasetParameter")]))
      .sort()
      .join();
  return Array.isArray(map) && pairs(map) === pairs(proposed);
}
