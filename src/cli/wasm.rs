//! The exports for the host of the npm package, `js/src/cli/`: answers and actions as JSON.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{
    Action, Answer, Entry, Input, LineObstacle, LinesEnd, Machine, Obstacle, Output, Surroundings,
    Work,
};
use crate::write::json as written;

thread_local! {
    /// The command line that runs.
    static MACHINE: RefCell<Option<Machine>> = RefCell::default();
    /// What becomes of lines, and of what it is made.
    static WORK: RefCell<Option<(String, Work)>> = RefCell::default();
}

/// Any answer. A field that an answer of its kind does not have is empty.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Told {
    kind: String,
    arguments: Vec<String>,
    variables: BTreeMap<String, String>,
    writes_to_terminal: bool,
    columns: Option<u16>,
    folder: String,
    code: u8,
    end: String,
    line: u64,
    obstacle: ToldObstacle,
    entries: Vec<ToldEntry>,
}

#[derive(Deserialize)]
struct ToldEntry {
    name: String,
    is_folder: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ToldObstacle {
    name: String,
    words: String,
}

impl From<ToldObstacle> for Obstacle {
    fn from(told: ToldObstacle) -> Self {
        match told.name.as_str() {
            "not_found" => Obstacle::NotFound,
            "no_permission" => Obstacle::NoPermission,
            "is_folder" => Obstacle::IsFolder,
            "is_no_folder" => Obstacle::IsNoFolder,
            "closed" => Obstacle::Closed,
            _ => Obstacle::Other(told.words),
        }
    }
}

impl Told {
    fn into_answer(self, content: Vec<u8>) -> Answer {
        match self.kind.as_str() {
            "content" => Answer::Content(content),
            "entries" => {
                let entries = self.entries.into_iter();
                let entries =
                    entries.map(|ToldEntry { name, is_folder }| Entry { name, is_folder });
                Answer::Entries(entries.collect())
            }
            "lines" => Answer::Lines {
                code: self.code,
                end: match self.end.as_str() {
                    "not_utf8" => LinesEnd::NotUtf8(self.line),
                    "unreadable" => LinesEnd::Unreadable(self.obstacle.into()),
                    "unwritable" => LinesEnd::Unwritable(self.obstacle.into()),
                    _ => LinesEnd::Complete,
                },
            },
            "failed" => Answer::Failed(self.obstacle.into()),
            _ => Answer::Done,
        }
    }
}

/// [`Machine::step`]. The first answer is what the program sees of where it runs.
#[wasm_bindgen]
#[allow(unreachable_pub, reason = "exported by wasm-bindgen")]
#[must_use]
pub fn command_step(answer: &str, content: &[u8]) -> String {
    let told: Told = serde_json::from_str(answer).unwrap_or_default();
    let action = MACHINE.with_borrow_mut(|machine| {
        if told.kind == "start" {
            let surroundings = Surroundings {
                arguments: told.arguments,
                variables: told.variables.into_iter().collect(),
                writes_to_terminal: told.writes_to_terminal,
                columns: told.columns,
                folder: told.folder,
            };
            machine
                .insert(Machine::start(surroundings))
                .step(Answer::Done)
        } else {
            let answer = told.into_answer(content.to_vec());
            machine
                .as_mut()
                .map_or(Action::Exit(2), |machine| machine.step(answer))
        }
    });
    told_action(&action)
}

fn told_action(action: &Action) -> String {
    let file = |input: &Input| match input {
        Input::Standard => "null".to_owned(),
        Input::File(name) => written(name),
    };
    match action {
        Action::Read(input) => format!(r#"{{"do":"read","file":{}}}"#, file(input)),
        Action::List(folder) => format!(r#"{{"do":"list","folder":{}}}"#, written(folder)),
        Action::Write(output, text) => {
            let to = match output {
                Output::Results => "results",
                Output::Messages => "messages",
            };
            format!(r#"{{"do":"write","to":"{to}","text":{}}}"#, written(text))
        }
        Action::Replace { file, text } => format!(
            r#"{{"do":"replace","file":{},"text":{}}}"#,
            written(file),
            written(text)
        ),
        Action::Sleep(milliseconds) => {
            format!(r#"{{"do":"sleep","milliseconds":{milliseconds}}}"#)
        }
        Action::Lines { input, work } => {
            format!(
                r#"{{"do":"lines","file":{},"work":{}}}"#,
                file(input),
                written(work)
            )
        }
        Action::Exit(code) => format!(r#"{{"do":"exit","code":{code}}}"#),
    }
}

/// The results for whole lines, or for one that has an obstacle: first a line of JSON about them, then one for each.
#[wasm_bindgen]
#[allow(unreachable_pub, reason = "exported by wasm-bindgen")]
#[must_use]
pub fn command_results(work: &str, lines: &[u8], obstacle: u32) -> String {
    let obstacle = match obstacle {
        1 => Some(LineObstacle::TooLong),
        2 => Some(LineObstacle::Exhausting),
        _ => None,
    };
    if let Some(obstacle) = obstacle {
        let (result, code) = Work::result_without(obstacle);
        let about = json!({"code": code, "lines": 1, "is_utf8": true});
        return format!("{about}\n{result}\n");
    }
    WORK.with_borrow_mut(|known| {
        if known
            .as_ref()
            .is_none_or(|(described, _)| described != work)
        {
            *known = Some((work.to_owned(), Work::new(work)));
        }
        let Some((_, work)) = known else {
            return String::new();
        };
        let results = work.results_of(lines);
        let about =
            json!({"code": results.code, "lines": results.lines, "is_utf8": results.is_utf8});
        format!("{about}\n{}", results.output)
    })
}
