//! `--lines`: the result for each line.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::json;

use super::code::{INVALID, Outcome, UNUSABLE};
use super::schemas;
use super::session::{as_json, object};
use crate::edge::call;
use crate::edge::members::members;

/// The longest line that is read, in bytes; a longer one would be refused.
pub const LONGEST_LINE: usize = 1 << 28;

/// What becomes of each line. Every thread of a host can have its own.
#[derive(Debug)]
pub struct Work {
    /// Tells it from others on the same thread.
    number: u64,
    function: String,
    /// The documents of the context that lines do not name, as members of an object.
    context: Vec<(String, String)>,
    /// The service that the requests are for, where a line does not name it.
    service: Option<String>,
}

/// How an action describes it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Description {
    function: String,
    context: String,
    service: Option<String>,
}

thread_local! {
    /// The context that the thread holds: for which work, and its number.
    static HELD: RefCell<Option<(u64, Option<u64>)>> = const { RefCell::new(None) };
}

/// The results for some lines.
#[derive(Debug)]
pub struct WorkResults {
    /// A line for each.
    pub output: String,
    /// The exit code.
    pub code: u8,
    /// The number of lines that have results: all, or those before one that is not UTF-8.
    pub lines: u64,
    /// Whether all lines are UTF-8.
    pub is_utf8: bool,
}

/// Why a line has no result of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineObstacle {
    /// It is longer than [`LONGEST_LINE`].
    TooLong,
    /// There is not enough memory for it.
    Exhausting,
}

/// The work of printing schemas, which no function does.
const SCHEMA: &str = "schema";

impl Work {
    /// Describes what becomes of lines: the function, or none for schemas, and what lines do not name themselves.
    pub(super) fn described(
        function: Option<&str>,
        context: &[(String, String)],
        service: Option<&str>,
    ) -> String {
        let mut members = vec![("function".to_owned(), as_json(function.unwrap_or(SCHEMA)))];
        if !context.is_empty() {
            members.push(("context".to_owned(), as_json(&object(context))));
        }
        if let Some(service) = service {
            members.push(("service".to_owned(), as_json(service)));
        }
        object(&members)
    }

    /// Of what an action describes.
    #[must_use]
    pub fn new(work: &str) -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let Description {
            function,
            context,
            service,
        } = serde_json::from_str(work).unwrap_or_default();
        let context = members(&context).unwrap_or_default().into_iter();
        Work {
            number: LAST.fetch_add(1, Ordering::Relaxed),
            function,
            context: context
                .map(|(name, document)| (name, document.to_owned()))
                .collect(),
            service,
        }
    }

    /// The result for a line, and its exit code.
    #[must_use]
    pub fn result_of(&self, line: &str) -> (String, u8) {
        let inputs = self.looks_into(line).then(|| members(line)).flatten();
        match inputs.filter(|inputs| self.is_more_than_inputs(inputs)) {
            Some(inputs) => self.result_of_inputs(inputs),
            None => self.result_of_call(line),
        }
    }

    /// Whether a line may be more than the inputs of the function, as far as its text tells: most are not taken apart.
    fn looks_into(&self, line: &str) -> bool {
        self.has_defaults()
            || line.contains("\"id\"")
            || (self.takes_request() && !line.contains("\"request\""))
    }

    /// Whether a line is more than the inputs of the function. Documents inside have ids, too.
    fn is_more_than_inputs(&self, inputs: &[(String, &str)]) -> bool {
        self.has_defaults()
            || inputs.iter().any(|(name, _)| name == "id")
            || (self.takes_request() && is_request(inputs))
    }

    /// Whether there is something that a line need not name.
    fn has_defaults(&self) -> bool {
        !self.context.is_empty() || self.service.is_some()
    }

    fn takes_request(&self) -> bool {
        ["validateBatch", "estimateRecipes", "readEditRequest"].contains(&self.function.as_str())
    }

    fn result_of_call(&self, line: &str) -> (String, u8) {
        if self.function == SCHEMA {
            return schemas::result_of_line(line);
        }
        let result = call(&self.function, line, "");
        let code = Outcome::of(&result).code();
        (result, code)
    }

    fn result_of_inputs(&self, inputs: Vec<(String, &str)>) -> (String, u8) {
        let mut id = None;
        let mut own = Vec::new();
        for (name, value) in inputs {
            let is_json = || serde_json::from_str::<IgnoredAny>(value).is_ok();
            if name == "id" && id.is_none() && is_json() {
                id = Some(value);
            } else {
                own.push((name, value.to_owned()));
            }
        }
        let (result, code) = if self.takes_request() && is_request(&own) {
            self.result_of_bare_request()
        } else {
            self.add_defaults(&mut own);
            self.result_of_call(&object(&own))
        };
        match (id, result.strip_prefix('{')) {
            (Some(id), Some("}")) => (format!("{{\"id\":{id}}}"), code),
            (Some(id), Some(members)) => (format!("{{\"id\":{id},{members}"), code),
            _ => (result, code),
        }
    }

    /// Adds what the line does not name.
    fn add_defaults(&self, inputs: &mut Vec<(String, String)>) {
        let has =
            |inputs: &[(String, String)], name: &str| inputs.iter().any(|(known, _)| known == name);
        if let Some(service) = self.service.as_ref().filter(|_| !has(inputs, "service")) {
            inputs.push(("service".to_owned(), as_json(service)));
        }
        if self.context.is_empty() || has(inputs, "held") {
            return;
        }
        let own = inputs.iter_mut().find(|(name, _)| name == "context");
        if let Some((_, context)) = own {
            // Documents of the line win.
            if let Some(documents) = members(context) {
                let mut all: Vec<_> = documents
                    .into_iter()
                    .map(|(name, document)| (name, document.to_owned()))
                    .collect();
                for (name, document) in &self.context {
                    if !has(&all, name) {
                        all.push((name.clone(), document.clone()));
                    }
                }
                *context = object(&all);
            }
        } else if let Some(number) = self.held() {
            inputs.push(("held".to_owned(), number.to_string()));
        } else {
            inputs.push(("context".to_owned(), object(&self.context)));
        }
    }

    /// The number of the context, which this thread holds from the first line on; `None` if anything is wrong with it.
    fn held(&self) -> Option<u64> {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Answer {
            held: Option<u64>,
        }
        HELD.with_borrow_mut(|known| {
            if let Some((work, held)) = known {
                if *work == self.number {
                    return *held;
                }
            }
            let input = object(&[("context".to_owned(), object(&self.context))]);
            let answer = call("holdContext", &input, "");
            let Answer { held } = serde_json::from_str(&answer).unwrap_or_default();
            *known = Some((self.number, held));
            held
        })
    }

    /// The result for a request in place of the inputs.
    fn result_of_bare_request(&self) -> (String, u8) {
        let (result, code) = self.result_of_call("{}");
        let missing = r#"The input \"request\" is missing."#;
        let wrap = r#"The input \"request\" is missing: this line is the request itself. Wrap it: {\"request\": {…}}."#;
        (result.replacen(missing, wrap, 1), code)
    }

    /// The result for a line that cannot be given to the function, and its exit code.
    #[must_use]
    pub fn result_without(obstacle: LineObstacle) -> (String, u8) {
        let (description, params) = match obstacle {
            LineObstacle::TooLong => (
                format!("The line is longer than {LONGEST_LINE} bytes."),
                json!({"limit": "bytes", "maximum": LONGEST_LINE}),
            ),
            LineObstacle::Exhausting => (
                "There is not enough memory for the line: pass smaller documents.".to_owned(),
                json!({}),
            ),
        };
        let name = "LIMIT_EXCEEDED";
        let problem =
            json!({"name": name, "description": description, "path": "", "params": params});
        (json!({"errors": [problem]}).to_string(), INVALID)
    }

    /// The results for whole lines, each of which ends with a line feed.
    #[must_use]
    pub fn results_of(&self, lines: &[u8]) -> WorkResults {
        let mut results = WorkResults {
            output: String::with_capacity(lines.len()),
            code: 0,
            lines: 0,
            is_utf8: true,
        };
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            let Ok(line) = std::str::from_utf8(line) else {
                results.is_utf8 = false;
                results.code = UNUSABLE;
                break;
            };
            let (result, code) = self.result_of(line);
            results.output += &result;
            results.output.push('\n');
            results.code = results.code.max(code);
            results.lines += 1;
        }
        results
    }
}

/// Whether a line is a request, and not an object that has one.
fn is_request<V>(inputs: &[(String, V)]) -> bool {
    const FIELDS: [&str; 5] = [
        "recipe_type_id",
        "definition",
        "configuration",
        "title",
        "description",
    ];
    let has = |name: &str| inputs.iter().any(|(known, _)| known == name);
    !has("request") && FIELDS.into_iter().any(has)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    const DATASET: &str = r#"{"id": 1, "files_per_parameter": {}, "definition": {}}"#;

    fn work(context: &[(String, String)]) -> Work {
        Work::new(&Work::described(Some("validateBatch"), context, None))
    }

    fn needs(result: &str) -> Vec<Value> {
        let result: Value = serde_json::from_str(result).unwrap();
        let unchecked = result["unchecked"].as_array().unwrap().iter();
        unchecked.map(|rule| rule["needs"].clone()).collect()
    }

    #[test]
    fn an_id_is_handed_through() {
        let request = r#"{"request":{"recipe_type_id":1,"definition":{"dataset":1}}}"#;
        let (plain, _) = work(&[]).result_of(request);
        for id in ["7", "\"a \\\" b\"", "{\"of\": [1]}", "null"] {
            let line = request.replacen('{', &format!("{{\"id\": {id}, "), 1);
            let (result, _) = work(&[]).result_of(&line);
            assert_eq!(result, plain.replacen('{', &format!("{{\"id\":{id},"), 1));
        }
        let (broken, _) = work(&[]).result_of(r#"{"id": x}"#);
        assert!(!broken.starts_with(r#"{"id""#), "{broken}");
    }

    #[test]
    fn a_context_serves_all_lines_and_documents_of_a_line_win() {
        let work = work(&[("dataset".to_owned(), DATASET.to_owned())]);
        let request = r#"{"recipe_type_id": 1, "definition": {"dataset": 1}}"#;
        let line = format!(r#"{{"request": {request}}}"#);
        let (first, _) = work.result_of(&line);
        assert!(!needs(&first).contains(&"dataset".into()), "{first}");
        assert_eq!(work.result_of(&line).0, first);
        let other = format!(r#"{{"request": {request}, "context": {{"dataset": {{"id": 2}}}}}}"#);
        let (other, _) = work.result_of(&other);
        assert!(other.contains("UNKNOWN_DATASET"), "{other}");
    }

    #[test]
    fn a_broken_context_is_told_with_each_line() {
        let work = work(&[("dataset".to_owned(), "\"{\"".to_owned())]);
        for _ in 0..2 {
            let (result, code) = work.result_of(r#"{"request": {}}"#);
            assert!(result.contains("INVALID_RESPONSE"), "{result}");
            assert_eq!(code, UNUSABLE);
        }
    }
}
