//! Where in their files the documents stand that were rewritten as JSON: problems name lines and columns of the files.

use std::ops::Range;

use super::lenient::Lenient;
use super::spans::spans;
use crate::hashed::HashedMap;
use crate::problem::Position;
use crate::read::Limits;
use crate::read::tree::{Kind, Lines, Tree, byte_order_mark};
use crate::sorted::{sort, sort_by_key};
use crate::words::{as_json, printable};

/// Where the parts of a rewritten document stand in its file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Origins {
    /// The text of the file, and what was read as JSON.
    Lenient { text: String, json: Lenient },
    /// The position of the first token in each line of the JSON.
    OfLines(Vec<Position>),
}

/// A document that was rewritten.
pub(crate) struct Rewritten<'r> {
    /// The name of its input; `None` for the main one.
    pub(crate) document: Option<&'r str>,
    /// The name of its file, as the list of problems has it.
    pub(crate) file: &'r str,
    pub(crate) origins: &'r Origins,
}

impl Origins {
    /// The position in the file for one in the JSON.
    pub(crate) fn of_one(&self, position: Position) -> Position {
        self.of(&[position]).first().copied().unwrap_or(position)
    }

    /// The positions in the file for some in the JSON, which are in order.
    fn of(&self, positions: &[Position]) -> Vec<Position> {
        match self {
            Origins::OfLines(lines) => {
                let line = |position: &Position| {
                    lines
                        .get((position.line as usize).saturating_sub(1))
                        .or(lines.last())
                };
                let first = Position { line: 1, column: 1 };
                positions
                    .iter()
                    .map(|position| line(position).copied().unwrap_or(first))
                    .collect()
            }
            Origins::Lenient { text, json } => {
                let mut lines = Lines::new(text);
                let offsets = offsets(&json.json, positions).into_iter();
                offsets
                    .map(|offset| lines.position(json.origin(offset)))
                    .collect()
            }
        }
    }
}

/// The offsets in a text of positions that are in order.
fn offsets(text: &str, positions: &[Position]) -> Vec<usize> {
    let mut offset = byte_order_mark(text.as_bytes());
    let mut here = Position { line: 1, column: 1 };
    let mut characters = text.get(offset..).unwrap_or_default().chars();
    let mut offsets = Vec::with_capacity(positions.len());
    for position in positions {
        while here < *position {
            let Some(character) = characters.next() else {
                break;
            };
            offset += character.len_utf8();
            if character == '\n' {
                here = Position {
                    line: here.line + 1,
                    column: 1,
                };
            } else {
                here.column += 1;
            }
        }
        offsets.push(offset);
    }
    offsets
}

/// The positions of the problems of a result, in one of the documents and in its file.
type Known = HashedMap<(usize, Position), Position>;

/// A problem of a result.
struct Told {
    /// Which of the rewritten documents it is in.
    document: usize,
    position: Position,
    /// Where the result has its line and its column.
    numbers: [Range<usize>; 2],
}

/// The result of a call, with the lines and columns of the files: in its lists of problems, and in its text for people.
pub(crate) fn with_origins(result: String, rewritten: &[Rewritten<'_>]) -> String {
    if rewritten.is_empty() {
        return result;
    }
    let Ok(tree) = Tree::from_text(&result, &Limits::of_any_string()) else {
        return result;
    };
    let spans = spans(&result, &tree);
    let value = |entry: u32| spans.get(entry as usize).map(|span| span.value());
    let told = told(&tree, rewritten, &value);
    let known = known(&told, rewritten);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for Told {
        document,
        position,
        numbers: [line, column],
    } in told
    {
        if let Some(origin) = known.get(&(document, position)) {
            edits.push((line, origin.line.to_string()));
            edits.push((column, origin.column.to_string()));
        }
    }
    if let Some(text) = member(&tree, 0, "text") {
        if let (Some(shown), Some(place)) = (tree.string(text), value(text)) {
            let shown = text_with_origins(shown, rewritten, &known);
            edits.push((place, as_json(&shown.into())));
        }
    }
    sort_by_key(&mut edits, |(place, _)| place.start);
    let mut written = String::with_capacity(result.len());
    let mut end = 0;
    for (place, replacement) in edits {
        written.push_str(result.get(end..place.start).unwrap_or_default());
        written.push_str(&replacement);
        end = place.end;
    }
    written.push_str(result.get(end..).unwrap_or_default());
    written
}

fn member(tree: &Tree<'_>, object: u32, key: &str) -> Option<u32> {
    tree.children(object)
        .find(|child| tree.key(*child) == Some(key))
}

/// The problems that have a position in one of the documents.
fn told(
    tree: &Tree<'_>,
    rewritten: &[Rewritten<'_>],
    value: &dyn Fn(u32) -> Option<Range<usize>>,
) -> Vec<Told> {
    let mut told = Vec::new();
    let lists = ["errors", "warnings"]
        .into_iter()
        .filter_map(|list| member(tree, 0, list));
    for problem in lists.flat_map(|list| tree.children(list)) {
        let number = |key: &str| {
            let entry = member(tree, problem, key)?;
            match tree.kind(entry)? {
                Kind::Integer(number) => Some((u32::try_from(number).ok()?, value(entry)?)),
                _ => None,
            }
        };
        let string = |key: &str| tree.string(member(tree, problem, key)?);
        // What is compared goes by its number.
        let numbered = string("path").and_then(|path| path.split('/').nth(1));
        let name = string("document")
            .or_else(|| numbered.filter(|name| place_of(rewritten, Some(name)).is_some()));
        let (Some((line, one)), Some((column, other))) = (number("line"), number("column")) else {
            continue;
        };
        if let Some(document) = place_of(rewritten, name) {
            told.push(Told {
                document,
                position: Position { line, column },
                numbers: [one, other],
            });
        }
    }
    told
}

fn place_of(rewritten: &[Rewritten<'_>], document: Option<&str>) -> Option<usize> {
    rewritten
        .iter()
        .position(|rewritten| rewritten.document == document)
}

/// The origin of each position that a problem has.
fn known(told: &[Told], rewritten: &[Rewritten<'_>]) -> Known {
    let mut positions: Vec<(usize, Position)> = told
        .iter()
        .map(|told| (told.document, told.position))
        .collect();
    sort(&mut positions);
    positions.dedup();
    let mut known = Known::new();
    for of_one in positions.chunk_by(|(one, _), (other, _)| one == other) {
        let Some(origins) = of_one
            .first()
            .and_then(|(document, _)| rewritten.get(*document))
        else {
            continue;
        };
        let in_json: Vec<Position> = of_one.iter().map(|(_, position)| *position).collect();
        for (key, origin) in of_one.iter().zip(origins.origins.of(&in_json)) {
            known.insert(*key, origin);
        }
    }
    known
}

/// The text for people: problems begin a line with their file, line and column.
fn text_with_origins(text: &str, rewritten: &[Rewritten<'_>], known: &Known) -> String {
    const COLOUR: &str = "\u{1b}[1m";
    let files: Vec<String> = rewritten
        .iter()
        .map(|rewritten| printable(rewritten.file) + ":")
        .collect();
    let mut written = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let colour = if line.starts_with(COLOUR) { COLOUR } else { "" };
        let plain = line.get(colour.len()..).unwrap_or_default();
        let origin = files.iter().enumerate().find_map(|(document, file)| {
            let after_file = plain.strip_prefix(file.as_str())?;
            let (line, after_line) = after_file.split_once(':')?;
            let digits = after_line.bytes().take_while(u8::is_ascii_digit).count();
            let (column, after_column) = after_line.split_at_checked(digits)?;
            let position = Position {
                line: line.parse().ok()?,
                column: column.parse().ok()?,
            };
            let origin = known.get(&(document, position))?;
            Some((file, origin, after_column))
        });
        match origin {
            Some((file, Position { line, column }, rest)) => {
                written.push_str(&format!("{colour}{file}{line}:{column}{rest}"));
            }
            None => written.push_str(line),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::edge::call;

    #[test]
    fn problems_have_the_lines_and_columns_of_their_files() {
        let text = "{ // a comment: é\n  /* é */ 'recipe_type_id': 'it\\'s', 'definition': {'datset': True} }";
        let json = Lenient::new(text);
        let input = json!({
            "request": json.json,
            "context": {"dataset": "\n\n\n[1]"},
            "print": {"source": "a\u{7}.json", "sources": {"dataset": "b.yaml"}},
        });
        let result = call("validateBatch", &input.to_string(), "");
        let origins = Origins::Lenient {
            text: text.to_owned(),
            json,
        };
        let mut lines = vec![Position { line: 1, column: 1 }; 3];
        lines.push(Position {
            line: 70,
            column: 8,
        });
        let of_lines = Origins::OfLines(lines);
        let rewritten = [
            Rewritten {
                document: None,
                file: "a\u{7}.json",
                origins: &origins,
            },
            Rewritten {
                document: Some("dataset"),
                file: "b.yaml",
                origins: &of_lines,
            },
        ];
        let result: Value = serde_json::from_str(&with_origins(result, &rewritten)).unwrap();
        let lists = ["errors", "warnings"].map(|list| result[list].as_array().unwrap().clone());
        let problems = lists.concat();
        let places: Vec<String> = problems
            .iter()
            .map(|problem| {
                format!(
                    "{} {}:{}",
                    problem["path"], problem["line"], problem["column"]
                )
            })
            .collect();
        assert_eq!(
            places,
            [
                "\"/recipe_type_id\" 2:11",
                "\"/definition/datset\" 2:53",
                "\"\" 70:8"
            ]
        );
        let text = result["text"].as_str().unwrap();
        let begins = |start: &str| text.lines().any(|line| line.starts_with(start));
        assert!(begins(r"a\u{7}.json:2:11: error INVALID_REQUEST"), "{text}");
        assert!(
            begins(r"a\u{7}.json:2:53: error INVALID_BATCH_DEFINITION"),
            "{text}"
        );
        assert!(begins("b.yaml:70:8: "), "{text}");
    }

    #[test]
    fn a_result_without_rewritten_documents_stays() {
        let result = r#"{"errors":[{"line":1,"column":2}]}"#.to_owned();
        assert_eq!(with_origins(result.clone(), &[]), result);
    }
}
