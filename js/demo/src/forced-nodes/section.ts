/** The section of the form that chooses the forced nodes. */
import { html, setText, uniqueId } from "../elements.js";
import type { Places } from "../places.js";
import { valueAt } from "../pointer.js";
import type { Session } from "../session.js";
import { asForcedNodes, choose, chosenOf, pathKey, readChoice } from "./choice.js";
import { ChoiceTree } from "./tree.js";

/** The number of nodes from which the search is shown. */
const manyNodes = 20;

/** Makes the section, and keeps it up to date. */
export function forcedNodesSection(session: Session, places: Places): HTMLElement {
  const id = uniqueId("section");
  const list = html("ul", { class: "problems", id: `${id}-problems` });
  const summary = html("span", { class: "counter" });
  const tree = new ChoiceTree("Nodes to force", (path, isChosen) => {
    const choice = readChoice(session.forcedNodes());
    session.force(asForcedNodes(choose(choice, session.view.tree, path, isChosen)));
  });
  tree.element.setAttribute("aria-describedby", `${id}-hint ${list.id}`);
  const search = html("input", {
    type: "search",
    class: "tree-search",
    placeholder: "Find a node",
    "aria-label": "Find a node to force",
    autocomplete: "off",
    spellcheck: "false",
  });
  search.addEventListener("input", () => tree.find(search.value));
  const empty = html(
    "p",
    { class: "empty" },
    "Choose a recipe type to select its nodes here. ",
    "Without one, enter forced nodes in the JSON.",
  );
  places.add("/definition/forced_nodes", { list, control: tree.element });
  places.add("/definition/previous_batch", { list, control: tree.element });

  let shown = "";
  let shownTree: unknown = null;
  session.subscribe((view) => {
    const forced = session.forcedNodes();
    const key = JSON.stringify(forced);
    if (shownTree === view.tree && key === shown) return;
    if (shownTree !== view.tree) {
      search.value = "";
      tree.find("");
    }
    shown = key;
    shownTree = view.tree;
    const names = Object.keys(view.tree);
    const chosen = chosenOf(readChoice(forced), view.tree);
    tree.show(view.tree, chosen);
    tree.element.hidden = names.length === 0;
    search.hidden = names.length < manyNodes;
    empty.hidden = names.length > 0;
    const count = names.filter((name) => chosen.get(pathKey([name])) !== "none").length;
    setText(
      summary,
      valueAt(forced, "/all") === true
        ? "all"
        : names.length > 0
          ? `${count.toLocaleString("en")} of ${names.length.toLocaleString("en")}`
          : "",
    );
  });

  return html(
    "section",
    { class: "form-section", "aria-labelledby": id },
    html("div", { class: "field-head" }, html("h3", { id }, "Forced nodes"), summary),
    html(
      "p",
      { class: "hint", id: `${id}-hint` },
      "These nodes and all nodes after them run again even if nothing changed.",
    ),
    search,
    tree.element,
    empty,
    list,
  );
}
