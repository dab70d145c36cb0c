//! A recipe diff as a tree for a terminal.

use std::fmt::Write;

use super::width::{padded, width};
use super::{Paint, Style};
use crate::diff::{
    Cause, Explanation, Mark, NodeDiff, Origins, Outcome, RecipeDiff, SubRecipeDiffs, bare,
};
use crate::documents::NodeKind;
use crate::sorted::sort;
use crate::words::counted;

/// How deep the tree goes before it continues further down the page: deeper would leave no room for words.
const DEEPEST: usize = 12;
/// Names wider than this push their notes to the right.
const WIDEST: usize = 44;

/// A diff as a tree: what happens to each node, and why. Under `inside`, the same for sub-recipes.
///
/// A node with several parents is shown below the first, and only mentioned below the others.
///
/// ```
/// use scale_batch::text::{Style, diff};
/// use scale_batch::RecipeDiff;
/// use scale_batch::documents::{ForcedNodes, RecipeDefinition};
///
/// let node = |dependencies: &[&str]| {
///     let dependencies: Vec<_> = dependencies.iter().map(|name| serde_json::json!({ "name": name })).collect();
///     serde_json::json!({"dependencies": dependencies, "input": {}, "node_type": {"node_type": "job",
///         "job_type_name": "x", "job_type_version": "1.0", "job_type_revision": 1}})
/// };
/// let nodes = serde_json::json!({"parse": node(&[]), "mask": node(&["parse"]), "ortho": node(&["parse"]),
///     "merge": node(&["mask", "ortho"])});
/// let definition: RecipeDefinition = serde_json::from_value(serde_json::json!({ "nodes": nodes }))?;
/// let forced = ForcedNodes::nodes(["ortho"]);
/// let found = RecipeDiff::between(&definition, &definition, Some(&forced))?;
/// assert_eq!(
///     diff(&found, None, Style::Plain),
///     "\
/// 2 of 4 nodes run again (2 forced), 2 are copied.
///
/// = parse         copied
/// ├─ = mask       copied
/// │  └─ ! merge   after ortho, forced
/// └─ ! ortho      forced
///    └─ ! merge   (shown above)
///
/// ! forced  = copied
/// "
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn diff(diff: &RecipeDiff<'_>, inside: Option<&SubRecipeDiffs<'_>>, style: Style) -> String {
    let mut text = String::new();
    let mut marks = Vec::new();
    let summary = style.paint(Paint::Strong, diff.summary());
    // Writing to a String never fails.
    let _ = writeln!(text, "{summary}\n");
    write_tree(&mut text, diff, style, &mut marks);
    for inner in inside.iter().flat_map(|inside| &inside.diffs) {
        let (name, revision) = inner.current;
        let title = match inner.previous {
            Some((before, was)) if before != name => {
                format!(
                    "{}, revision {was} → {}, revision {revision}",
                    bare(before),
                    bare(name)
                )
            }
            Some((_, was)) if was != revision => {
                format!("{}, revision {was} → {revision}", bare(name))
            }
            _ => format!("{}, revision {revision}", bare(name)),
        };
        let title = style.paint(Paint::Strong, format!("Inside {title}:"));
        let _ = writeln!(text, "\n{title} {}\n", inner.diff.summary());
        write_tree(&mut text, &inner.diff, style, &mut marks);
    }
    for (name, revision) in inside.iter().flat_map(|inside| &inside.unknown) {
        let note = format!("Inside {}, revision {revision}: not known.", bare(name));
        let _ = writeln!(text, "\n{}", style.paint(Paint::Faint, note));
    }
    sort(&mut marks);
    marks.dedup();
    let legend: Vec<_> = marks
        .into_iter()
        .map(|mark| format!("{} {}", sign(mark), mark.word()))
        .collect();
    if !legend.is_empty() {
        let _ = writeln!(text, "\n{}", style.paint(Paint::Faint, legend.join("  ")));
    }
    text
}

/// Why a node runs again, or why it does not, a line for each cause.
///
/// ```
/// use scale_batch::text::{Style, explanation};
/// # use scale_batch::RecipeDiff;
/// # use scale_batch::documents::{ForcedNodes, RecipeDefinition};
/// # let definition = serde_json::from_value::<RecipeDefinition>(serde_json::json!({"nodes": {"ortho": {
/// #     "dependencies": [], "input": {}, "node_type": {"node_type": "recipe", "recipe_type_name": "ortho",
/// #         "recipe_type_revision": 1}}}}))?;
/// let diff = RecipeDiff::between(&definition, &definition, Some(&ForcedNodes::All))?;
/// let ortho = diff.explain("ortho").unwrap();
/// assert_eq!(explanation(&ortho, Style::Plain), "ortho runs again:\n  - All nodes are forced.\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn explanation(explanation: &Explanation<'_>, style: Style) -> String {
    let mut text = String::new();
    // Writing to a String never fails.
    if explanation.outcome != Outcome::Runs {
        let _ = writeln!(text, "{}", explanation.description);
        return text;
    }
    let node = style.paint(Paint::Strong, bare(explanation.node));
    let _ = writeln!(text, "{node} runs again:");
    for cause in &explanation.causes {
        let _ = writeln!(text, "  - {cause}");
        if let Cause::InheritedChange { path, .. } | Cause::InheritedForce { path } = cause {
            let path: Vec<_> = path.iter().map(|name| bare(name)).collect();
            let _ = writeln!(text, "    {}", style.paint(Paint::Faint, shortened(&path)));
        }
    }
    if explanation.further_causes > 0 {
        let more = counted(explanation.further_causes, "more cause");
        let _ = writeln!(text, "  - {more}, farther away");
    }
    text
}

/// A path with its ends, however long it is.
fn shortened(path: &[String]) -> String {
    const ENDS: usize = 4;
    match (
        path.get(..ENDS),
        path.len().checked_sub(ENDS).and_then(|end| path.get(end..)),
    ) {
        (Some(first), Some(last)) if path.len() > 2 * ENDS => {
            let between = path.len() - 2 * ENDS;
            format!(
                "{} → … {between} more … → {}",
                first.join(" → "),
                last.join(" → ")
            )
        }
        _ => path.join(" → "),
    }
}

fn sign(mark: Mark) -> char {
    match mark {
        Mark::New => '+',
        Mark::Changed => '~',
        Mark::Forced => '!',
        Mark::Copied => '=',
        Mark::Deleted => '-',
    }
}

fn paint(mark: Mark) -> Paint {
    match mark {
        Mark::New => Paint::Good,
        Mark::Changed => Paint::Odd,
        Mark::Forced => Paint::Strong,
        Mark::Copied => Paint::Faint,
        Mark::Deleted => Paint::Bad,
    }
}

/// One line of a tree before its columns are known.
struct Line {
    branches: String,
    mark: Mark,
    name: String,
    note: String,
}

impl Line {
    fn width(&self) -> usize {
        width(&self.branches) + width(&self.name)
    }
}

fn write_tree(text: &mut String, diff: &RecipeDiff<'_>, style: Style, marks: &mut Vec<Mark>) {
    let lines = lines(diff);
    let widths = lines
        .iter()
        .map(Line::width)
        .filter(|width| *width <= WIDEST);
    let column = widths.max().unwrap_or_default();
    for line in lines {
        let columns = column.saturating_sub(width(&line.branches));
        let sign = style.paint(paint(line.mark), sign(line.mark));
        let name = style.paint(paint(line.mark), padded(line.name, columns));
        let note = style.paint(paint(line.mark), line.note);
        let branches = style.paint(Paint::Faint, line.branches);
        // Writing to a String never fails.
        let _ = writeln!(text, "{branches}{sign} {name}   {note}");
        marks.push(line.mark);
    }
}

/// The lines of the tree. Every node is expanded once; what lies too deep begins a tree of its own further down.
fn lines(diff: &RecipeDiff<'_>) -> Vec<Line> {
    let origins = Origins::new(diff);
    let mut lines = Vec::new();
    let mut is_shown = diff.node_map(false);
    let roots: Vec<_> = diff
        .in_order()
        .filter(|node| node.dependencies().len() == 0)
        .collect();
    let mut trees: std::collections::VecDeque<_> = roots.into();
    while let Some(root) = trees.pop_front() {
        // What is left to show: the node, how deep it lies, and the branches before it and its children.
        let mut waiting = vec![(root, 0, String::new(), String::new())];
        while let Some((node, depth, branches, below)) = waiting.pop() {
            let is_again = depth > 0 && std::mem::replace(&mut is_shown[node.id()], true);
            let has_children = node.dependents().len() > 0;
            // A node with many parents has as many lines, and may have as many reasons.
            let note = if is_again {
                "(shown above)".to_owned()
            } else {
                origins.note(node)
            };
            let mut line = Line {
                branches,
                mark: Mark::of(node),
                name: name(node),
                note,
            };
            if depth == DEEPEST && has_children && !is_again {
                line.note.push_str(" (continued below)");
                trees.push_back(node);
            } else if !is_again {
                let children = node.dependents();
                let last = children.len().saturating_sub(1);
                let from = waiting.len();
                for (number, child) in children.enumerate() {
                    let (branch, space) = if number == last {
                        ("└─ ", "   ")
                    } else {
                        ("├─ ", "│  ")
                    };
                    waiting.push((
                        child,
                        depth + 1,
                        format!("{below}{branch}"),
                        format!("{below}{space}"),
                    ));
                }
                if let Some(added) = waiting.get_mut(from..) {
                    added.reverse();
                }
            }
            lines.push(line);
        }
    }
    lines
}

/// The name, and the kind where it is not a job.
fn name(node: NodeDiff<'_, '_>) -> String {
    match node.kind() {
        NodeKind::Job => bare(node.name()),
        kind => format!("{} ({kind})", bare(node.name())),
    }
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::documents::{ForcedNodes, RecipeDefinition};

    #[test]
    fn notes_stand_below_each_other_whatever_the_names_are_written_in() {
        let node = |name: &str| {
            json!({"dependencies": if name.is_empty() { json!([]) } else { json!([{"name": name}]) }, "input": {},
                "node_type": {"node_type": "job", "job_type_name": "x", "job_type_version": "1",
                    "job_type_revision": 1}})
        };
        let nodes =
            json!({"水面検出": node(""), "e\u{301}tude": node("水面検出"), "👍🏽": node("水面検出")});
        let definition: RecipeDefinition =
            serde_json::from_value(json!({ "nodes": nodes })).unwrap();
        let found = RecipeDiff::between(&definition, &definition, Some(&ForcedNodes::All)).unwrap();
        let expected = "3 of 3 nodes run again (3 forced), nothing is copied.\n\n\
            ! 水面検出   all forced\n\
            ├─ ! e\u{301}tude   all forced\n\
            └─ ! 👍🏽      all forced\n\n! forced\n";
        assert_eq!(diff(&found, None, Style::Plain), expected);
    }
}
