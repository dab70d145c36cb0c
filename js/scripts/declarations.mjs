// Declarations that TypeScript 3.5 reads, from those that today's TypeScript writes.
import ts from "typescript";

/** The same declarations without the syntax that is newer. */
export function inTypeScript35(text) {
  const file = ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.Latest, true);
  const edits = [];
  const replace = (from, to, by = "") => edits.push({ from, to, by });
  const visit = (node) => {
    if (isTypeOnly(node)) {
      const type =
        node.getChildren().find(({ kind }) => kind === ts.SyntaxKind.TypeKeyword) ?? node.getFirstToken();
      replace(type.getStart(), type.end + 1);
    }
    if (ts.isPropertyDeclaration(node) && ts.isPrivateIdentifier(node.name)) {
      replace(node.getStart(), node.end, "private _private;");
    } else if (ts.isGetAccessor(node)) {
      replace(node.getStart(), node.end, node.getText().replace("get ", "readonly ").replace("()", ""));
    } else if (ts.isNamedTupleMember(node)) {
      replace(node.getStart(), node.type.getStart(), node.dotDotDotToken === undefined ? "" : "...");
      if (node.questionToken !== undefined) replace(node.type.end, node.type.end, "?");
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits
    .sort((one, other) => other.from - one.from)
    .reduce((result, { from, to, by }) => result.slice(0, from) + by + result.slice(to), text);
}

/** Whether it is an import or export, or a name in one, with the keyword `type`. */
function isTypeOnly(node) {
  const canBe = [ts.isImportClause, ts.isImportSpecifier, ts.isExportDeclaration, ts.isExportSpecifier];
  return canBe.some((is) => is(node)) && node.isTypeOnly;
}
