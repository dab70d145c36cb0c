/** Programs of today for the compilers of old: their syntax is older, and their types are the same or less exact. */
import ts from "typescript";

/** The program without syntax that is newer than TypeScript 3.5, but for `type` in its imports. */
export function inOlderSyntax(code: string): string {
  const file = ts.createSourceFile("program.ts", code, ts.ScriptTarget.Latest, true);
  const edits: { node: ts.Node; by: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.QuestionDotToken) {
      edits.push({ node, by: /^[[(<]/.test(code.slice(node.end)) ? "!" : "!." });
    } else if (node.kind === ts.SyntaxKind.QuestionQuestionToken) {
      edits.push({ node, by: "||" });
    } else if (node.kind === ts.SyntaxKind.UsingKeyword) {
      edits.push({ node, by: "const" });
    }
    for (const child of node.getChildren()) visit(child);
  };
  visit(file);
  return edits
    .reverse()
    .reduce((text, { node, by }) => text.slice(0, node.getStart()) + by + text.slice(node.end), code);
}
