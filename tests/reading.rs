//! What a reader says about broken documents: every problem with its name, place, params and mending edit.

#[path = "../src/properties.rs"]
mod properties;

use std::fmt::Write;

use properties::properties;
use proptest::prelude::*;
use scale_batch::documents::{
    BatchConfiguration, CreateBatchRequest, Document, EditBatchRequest, ForcedNodes, PreviousBatch,
    Reading, RecipeDefinition,
};
use scale_batch::problem::{PatchOperation, Position};
use scale_batch::{BatchDefinition, Limits, Problem, ProblemName, Reader, ValidateBatchRequest};
use serde_json::{Value, json};

/// Reads a text and a value alike: only the text has lines and columns.
fn read<D: Document + PartialEq + std::fmt::Debug>(text: &str) -> Reading<D> {
    let from_text = Reader::new().text::<D>(text);
    let value: Value = serde_json::from_str(text).unwrap();
    let from_value = Reader::new().value::<D>(&value);
    assert_eq!(from_text.document, from_value.document, "{text}");
    for problem in &from_value.errors {
        assert_eq!(problem.position, None);
        let same = |other: &&Problem| (&other.path, &other.fix) == (&problem.path, &problem.fix);
        let other = from_text.errors.iter().find(same);
        assert!(other.is_some(), "{text}: {problem} only from the value");
    }
    from_text
}

/// Every error's name, place, cause, line and column.
fn errors<D: Document + PartialEq + std::fmt::Debug>(text: &str) -> Vec<String> {
    let reading = read::<D>(text);
    assert_eq!(reading.document.is_none(), !reading.errors.is_empty());
    reading.errors.iter().map(summary).collect()
}

fn summary(problem: &Problem) -> String {
    let mut text = format!("{} {}", problem.name, problem.path);
    if let Some(cause) = problem.params.get("cause").and_then(Value::as_str) {
        write!(text, " {cause}").unwrap();
    }
    if let Some(Position { line, column }) = problem.position {
        write!(text, " {line}:{column}").unwrap();
    }
    text
}

#[test]
fn every_kind_of_mistake_has_its_cause_and_place() {
    let text = r#"{
  "title": 5,
  "description": false,
  "recipe_type_id": "208",
  "definition": {
    "datset": 1,
    "supersedes": "true",
    "version": "8",
    "forced_nodes": {"nodes": ["a", 7]},
    "previous_batch": {}
  },
  "configuration": {"priority": 9223372036854775808, "inputMap": []},
  "notes": 1
}"#;
    assert_eq!(
        errors::<CreateBatchRequest>(text),
        [
            "INVALID_REQUEST /title WRONG_TYPE 2:3",
            "INVALID_REQUEST /description WRONG_TYPE 3:3",
            "INVALID_REQUEST /recipe_type_id WRONG_TYPE 4:3",
            "INVALID_BATCH_DEFINITION /definition/datset UNKNOWN_FIELD 6:5",
            "INVALID_BATCH_DEFINITION /definition/supersedes WRONG_TYPE 7:5",
            "INVALID_BATCH_DEFINITION /definition/version INVALID_VALUE 8:5",
            "INVALID_BATCH_DEFINITION /definition/forced_nodes MISSING_FIELD 9:5",
            "INVALID_BATCH_DEFINITION /definition/forced_nodes/nodes/1 WRONG_TYPE 9:37",
            "INVALID_BATCH_DEFINITION /definition/previous_batch MISSING_FIELD 10:5",
            "INVALID_BATCH_CONFIGURATION /configuration/priority OUT_OF_RANGE 12:21",
            "INVALID_BATCH_CONFIGURATION /configuration/inputMap EMPTY 12:54",
            "INVALID_REQUEST /notes UNKNOWN_FIELD 13:3",
        ]
    );
}

#[test]
fn params_are_for_translation() {
    let first = |text: &str| read::<BatchDefinition>(text).errors.remove(0);
    let params = |text: &str| serde_json::to_value(first(text).params).unwrap();
    assert_eq!(
        params(r#"{"datset": 1}"#),
        json!({
            "cause": "UNKNOWN_FIELD", "field": "datset", "suggestion": "dataset",
            "allowed": ["dataset", "forced_nodes", "previous_batch", "supersedes", "version"],
        })
    );
    assert_eq!(
        params(r#"{"dataset": [1]}"#),
        json!({"cause": "WRONG_TYPE", "field": "dataset", "expected": "integer", "found": "array"})
    );
    assert_eq!(
        params(r#"{"version": "8"}"#),
        json!({"cause": "INVALID_VALUE", "field": "version", "found": "8", "allowed": ["6", "7"]})
    );
    assert_eq!(
        params(r#"{"previous_batch": {}}"#),
        json!({"cause": "MISSING_FIELD", "field": "root_batch_id"})
    );
    assert_eq!(
        params(r#"{"dataset": 1e19}"#),
        json!({"cause": "OUT_OF_RANGE", "field": "dataset", "found": "1e19", "maximum": i64::MAX})
    );
    let title = json!({"title": "ü".repeat(51)}).to_string();
    let problem = &read::<EditBatchRequest>(&title).errors[0];
    assert_eq!(
        serde_json::to_value(&problem.params).unwrap(),
        json!({"cause": "TOO_LONG", "field": "title", "maximum": 50, "found": 51})
    );
    let problem = &read::<EditBatchRequest>(r#"{"definition": {}}"#).errors[0];
    assert_eq!(
        serde_json::to_value(&problem.params).unwrap(),
        json!({"cause": "NOT_EDITABLE", "field": "definition"})
    );
}

#[test]
fn descriptions_name_the_value_and_what_would_be_right() {
    let description = |text: &str| read::<BatchDefinition>(text).errors.remove(0).description;
    assert_eq!(
        description(r#"{"dataset": "five"}"#),
        "\"dataset\" must be an integer: the id of a dataset, but it is the string \"five\"."
    );
    assert_eq!(
        description(r#"{"dataset": null}"#),
        "\"dataset\" must be an integer: the id of a dataset, but it is null. Omit the field if it has no value."
    );
    assert_eq!(
        description(r#"{"dataset": 18446744073709551615}"#),
        "\"dataset\" is 18446744073709551615, which is too far from zero: the largest integer is 9223372036854775807."
    );
    assert_eq!(
        description("[]"),
        "The document must be an object: the batch definition, but it is an array."
    );
    // A value of the user's never breaks a line or a terminal, and never fills a screen.
    let long = json!({"dataset": format!("\u{1b}[31m\n{}", "x".repeat(1_000))}).to_string();
    let description = description(&long);
    assert!(description.contains(r"\u{1b}[31m\n"), "{description}");
    assert!(description.chars().count() < 200, "{description}");
}

#[test]
fn a_misplaced_field_is_a_warning_and_nothing_else() {
    let text = r#"{"supersedes": true, "recipe_type_id": 1, "definition": {"dataset": 1}}"#;
    let reading = read::<CreateBatchRequest>(text);
    assert!(reading.document.is_some());
    assert_eq!(reading.warnings.len(), 1);
    assert_eq!(reading.warnings[0].name, ProblemName::MisplacedField);
    // A definition that is none is refused once.
    let text = r#"{"supersedes": true, "recipe_type_id": 1, "definition": 5}"#;
    assert_eq!(
        errors::<CreateBatchRequest>(text),
        ["INVALID_REQUEST /definition WRONG_TYPE 1:43"]
    );
}

#[test]
fn every_fix_mends_its_problem() {
    let mut fixes = 0;
    for text in [
        r#"{"datset": 1}"#,
        r#"{"forcedNodes": {"all": true}, "Version": "6"}"#,
        r#"{"dataset": "5"}"#,
        r#"{"supersedes": "False"}"#,
        r#"{"dataset": null, "previous_batch": null}"#,
        r#"{"forced_nodes": {"nodes": ["a"]}}"#,
        r#"{"forced_nodes": {"all": true, "nodes": ["a"], "sub_recipes": {}}}"#,
        r#"{"forced_nodes": {"all": false, "sub_recipes": {"a/b~c": {"sub_recipes": {}, "al": 1}}}}"#,
        r#"{"previous_batch": {"root_batch": 104}}"#,
    ] {
        fixes += mends::<BatchDefinition>(text);
    }
    for text in [
        r#"{"inputMap": []}"#,
        r#"{"input_map": [{"input": "a", "datasetParameter": "b"}], "priority": " 7 "}"#,
        r#"{"inputMap": [{"input": "a", "datasetParameter": "b", "x": 1, "y": 2}]}"#,
        r#"{"inputMap": [{"input": null, "dataset_parameter": "b"}]}"#,
    ] {
        fixes += mends::<BatchConfiguration>(text);
    }
    fixes += mends::<CreateBatchRequest>(
        r#"{"supersedes": true, "recipe_typeid": 1, "definition": {"dataset": 1}}"#,
    );
    fixes += mends::<EditBatchRequest>(r#"{"supersedes": true, "definition": 1, "tilte": "x"}"#);
    fixes += mends::<RecipeDefinition>(
        r#"{"nodes": {"a": {"dependencies": [], "input": {}, "node_type": {"node_type": "Job",
            "job_type_name": "a", "job_type_version": "1", "job_type_revision": "1"}}}}"#,
    );
    assert!(fixes >= 20, "only {fixes} fixes");
}

#[test]
fn a_null_that_stands_for_something_required_has_no_fix() {
    let fixes = |errors: Vec<Problem>| {
        let causes = errors.iter().map(|problem| problem.params["cause"].clone());
        assert_eq!(causes.collect::<Vec<_>>(), ["WRONG_TYPE"]);
        let description = &errors[0].description;
        assert!(!description.contains("Omit the field"), "{description}");
        errors[0].fix.len()
    };
    for text in [
        r#"{"forced_nodes": {"all": null}}"#,
        r#"{"previous_batch": {"root_batch_id": null}}"#,
        r#"{"previous_batch": {"root_batch_id": 1, "forced_nodes": {"all": null}}}"#,
    ] {
        assert_eq!(fixes(read::<BatchDefinition>(text).errors), 0, "{text}");
    }
    let text = r#"{"inputMap": [{"input": null, "datasetParameter": "A"}]}"#;
    assert_eq!(fixes(read::<BatchConfiguration>(text).errors), 0);
    let text = r#"{"recipe_type_id": null, "definition": {}}"#;
    assert_eq!(fixes(read::<CreateBatchRequest>(text).errors), 0);
    let text = r#"{"recipe_type_id": 1, "definition": null}"#;
    assert_eq!(fixes(read::<CreateBatchRequest>(text).errors), 0);
    let text = r#"{"nodes": {"a": {"dependencies": null, "input": {}, "node_type": {"node_type": "recipe",
        "recipe_type_name": "a", "recipe_type_revision": 1}}}}"#;
    assert_eq!(fixes(read::<RecipeDefinition>(text).errors), 0);
}

/// Applies each fix on its own and checks that just its problem is gone. Answers how many there were.
fn mends<D: Document + PartialEq + std::fmt::Debug>(text: &str) -> usize {
    let document: Value = serde_json::from_str(text).unwrap();
    let problems = |document: &Value| {
        let reading = Reader::new().value::<D>(document);
        [reading.errors, reading.warnings].concat()
    };
    let before = problems(&document);
    let mut fixes = 0;
    for problem in before.iter().filter(|problem| !problem.fix.is_empty()) {
        let mut mended = document.clone();
        for operation in &problem.fix {
            apply(&mut mended, operation);
        }
        let still = |other: &Problem| {
            (other.name, &other.path, &other.params)
                == (problem.name, &problem.path, &problem.params)
        };
        assert!(
            !problems(&mended).iter().any(still),
            "{problem}: not mended by {:?}: {mended}",
            problem.fix
        );
        fixes += 1;
    }
    fixes
}

/// One step of RFC 6902.
fn apply(document: &mut Value, operation: &PatchOperation) {
    match operation {
        PatchOperation::Add { path, value } => add(document, path, value.clone()),
        PatchOperation::Remove { path } => {
            remove(document, path);
        }
        PatchOperation::Replace { path, value } => {
            *document.pointer_mut(path).expect(path) = value.clone();
        }
        PatchOperation::Move { from, path } => {
            let value = remove(document, from);
            add(document, path, value);
        }
        other => panic!("{other:?} is new here"),
    }
}

fn split<'d>(document: &'d mut Value, path: &str) -> (&'d mut Value, String) {
    let (above, key) = path.rsplit_once('/').expect("no fix replaces a document");
    let above = document.pointer_mut(above).expect(path);
    (above, key.replace("~1", "/").replace("~0", "~"))
}

fn add(document: &mut Value, path: &str, value: Value) {
    match split(document, path) {
        (Value::Object(members), key) => {
            let before = members.insert(key, value);
            assert_eq!(before, None, "{path} was not free");
        }
        (Value::Array(items), key) => items.insert(key.parse().unwrap(), value),
        (other, _) => panic!("{path}: nothing to add to in {other}"),
    }
}

fn remove(document: &mut Value, path: &str) -> Value {
    match split(document, path) {
        (Value::Object(members), key) => members.remove(&key).expect(path),
        (Value::Array(items), key) => items.remove(key.parse().unwrap()),
        (other, _) => panic!("{path}: nothing to remove from in {other}"),
    }
}

#[test]
fn lines_and_columns_count_characters() {
    let place = |text: &str| {
        let position = read_text(text).errors[0].position.unwrap();
        (position.line, position.column)
    };
    assert_eq!(place("{\"ü💥\": 1}"), (1, 2));
    assert_eq!(
        place("{\"forced_nodes\": {\"all\": true, \"nodes\": [\"ü💥e\u{301}\", 5]}}"),
        (1, 50)
    );
    assert_eq!(place("{\r\n  \"x\": 1}"), (2, 3));
    assert_eq!(place("\n\n\t{\"x\": 1}"), (3, 3));
    assert_eq!(place("\u{feff}{\"x\": 1}"), (1, 2));
    assert_eq!(place("\u{feff}\n 5"), (2, 2));
    // Keys with escapes are the keys that they mean.
    let reading = read_text(r#"{"\u0064atas\u0065t": 5}"#);
    assert_eq!(reading.document.unwrap().dataset, Some(5.into()));
    let reading = read_text(r#"{"a\/b~\u00fc\n": 5}"#);
    assert_eq!(reading.errors[0].path, "/a~1b~0ü\n");
    assert_eq!(place(r#"{"\u0064": {}, "b": 1}"#), (1, 2));
}

fn read_text(text: &str) -> Reading<BatchDefinition> {
    Reader::new().text(text)
}

#[test]
fn what_is_not_json_is_said_once_with_its_place() {
    for (text, line, column) in [
        ("", 1, 1),
        ("  \n ", 2, 2),
        ("{", 1, 2),
        ("{\"dataset\": 5", 1, 14),
        ("{\"dataset\": 5}}", 1, 15),
        ("{} x", 1, 4),
        ("{}\n{}", 2, 1),
        ("{\"a\"}", 1, 5),
        ("{'a': 1}", 1, 2),
        ("{a: 1}", 1, 2),
        ("{\"a\": 1,}", 1, 9),
        ("[1,]", 1, 4),
        ("{\"a\": NaN}", 1, 7),
        ("{\"a\": Infinity}", 1, 7),
        ("{\"a\": 01}", 1, 7),
        ("{\"a\": +1}", 1, 7),
        ("{\"a\": .5}", 1, 7),
        ("{\"a\": 1.}", 1, 7),
        ("{\"a\": 1e}", 1, 7),
        ("{\"a\": tru}", 1, 7),
        ("{\"a\": \"\u{1}\"}", 1, 7),
        ("{\"a\": \"x\ny\"}", 1, 7),
        ("{\"a\": \"\\x\"}", 1, 7),
        ("{\"a\": \"\\ud800\"}", 1, 7),
        ("{\"a\": \"\\udc00 \"}", 1, 7),
        ("// comment\n{}", 1, 1),
        ("{} /* comment */", 1, 4),
        ("\"open", 1, 1),
        ("\u{0}", 1, 1),
    ] {
        let reading = read_text(text);
        assert_eq!(reading.document, None, "{text:?}");
        let [problem] = reading.errors.as_slice() else {
            panic!("{text:?}: {:?}", reading.errors);
        };
        assert_eq!(
            problem.name,
            ProblemName::InvalidBatchDefinition,
            "{text:?}"
        );
        assert_eq!(problem.params["cause"], "NOT_JSON", "{text:?}");
        assert!(problem.description.starts_with("This is not JSON: "));
        let Position { line: l, column: c } = problem.position.unwrap();
        assert!(
            l == line && (column..column + 8).contains(&c),
            "{text:?}: {l}:{c}, not {line}:{column}: {}",
            problem.description
        );
    }
}

#[test]
fn numbers_at_the_edges() {
    let integer = |number: &str| {
        let text = format!("{{\"previous_batch\": {{\"root_batch_id\": {number}}}}}");
        let reading = read_text(&text);
        match reading.document {
            Some(definition) => Ok(definition.previous_batch.unwrap().root_batch_id.0),
            None => Err(reading.errors[0].params["cause"]
                .as_str()
                .unwrap()
                .to_owned()),
        }
    };
    for (text, value) in [
        ("0", 0),
        ("-0", 0),
        ("-0.0", 0),
        ("1.0", 1),
        ("1E2", 100),
        ("1.5e1", 15),
        ("100e-2", 1),
        ("9223372036854775807", i64::MAX),
        ("9223372036854775807.0", i64::MAX),
        ("-9223372036854775808", i64::MIN),
        ("-9223372036854775808.0", i64::MIN),
    ] {
        assert_eq!(integer(text), Ok(value), "{text}");
    }
    for (text, cause) in [
        ("9223372036854775808", "OUT_OF_RANGE"),
        ("-9223372036854775809", "OUT_OF_RANGE"),
        ("9223372036854775808.0", "OUT_OF_RANGE"),
        ("1e19", "OUT_OF_RANGE"),
        ("1e400", "OUT_OF_RANGE"),
        ("-1e400", "OUT_OF_RANGE"),
        ("1.5", "WRONG_TYPE"),
        ("1e-2", "WRONG_TYPE"),
        ("true", "WRONG_TYPE"),
    ] {
        assert_eq!(integer(text), Err(cause.to_owned()), "{text}");
    }
    // Digits without end are one number, and a short description.
    let reading = read_text(&format!("{{\"dataset\": {}}}", "9".repeat(1_000_000)));
    assert!(reading.errors[0].description.len() < 300);
    let limits = |integer| {
        Reader::new().limits(Limits {
            integer,
            ..Limits::default()
        })
    };
    let safe = (1_i64 << 53) - 1;
    for (largest, number, accepted) in [
        (safe, safe, true),
        (safe, -safe, true),
        (safe, safe + 1, false),
        (safe, i64::MIN, false),
        (i64::MIN, 0, false),
    ] {
        let value = json!({"root_batch_id": number});
        let reading = limits(largest).value::<PreviousBatch>(&value);
        assert_eq!(reading.document.is_some(), accepted, "{largest} {number}");
    }
    // No fix that would only exchange one mistake for another.
    let value = json!({"dataset": "9007199254740992"});
    let reading = limits(safe).value::<BatchDefinition>(&value);
    assert!(reading.errors[0].fix.is_empty());
}

#[test]
fn arrays_and_others_where_objects_belong() {
    fn refuses<D: Document + PartialEq + std::fmt::Debug>(name: ProblemName) {
        for text in ["[]", "[{}]", "null", "true", "5", "\"{}\""] {
            let reading = read::<D>(text);
            assert_eq!(reading.errors.len(), 1, "{text}: {:?}", reading.errors);
            let problem = &reading.errors[0];
            assert_eq!((problem.name, problem.path.as_str()), (name, ""), "{text}");
            assert_eq!(problem.params["cause"], "WRONG_TYPE");
            assert!(problem.fix.is_empty(), "a document cannot be left out");
        }
    }
    refuses::<BatchDefinition>(ProblemName::InvalidBatchDefinition);
    refuses::<BatchConfiguration>(ProblemName::InvalidBatchConfiguration);
    refuses::<ForcedNodes>(ProblemName::InvalidRequest);
    refuses::<CreateBatchRequest>(ProblemName::InvalidRequest);
    refuses::<ValidateBatchRequest>(ProblemName::InvalidRequest);
    refuses::<EditBatchRequest>(ProblemName::InvalidRequest);
    refuses::<RecipeDefinition>(ProblemName::InvalidRecipeDefinition);
}

#[test]
fn the_last_of_equal_keys_counts() {
    let text = "{\"dataset\": \"x\",\n \"dataset\": 2,\n \"d\\u0061taset\": 3}";
    let reading = read_text(text);
    assert_eq!(reading.document.unwrap().dataset, Some(3.into()));
    let warnings: Vec<String> = reading.warnings.iter().map(summary).collect();
    assert_eq!(
        warnings,
        ["DUPLICATE_KEY /dataset 2:2", "DUPLICATE_KEY /dataset 3:2"]
    );
    // The same in an object with many members.
    let mut text = String::from("{\"all\": false, \"sub_recipes\": {");
    for number in 0..1_000 {
        write!(text, "\"node_{}\": {{\"all\": true}}, ", number % 500).unwrap();
    }
    text.push_str("\"last\": {\"all\": true}}}");
    let reading = Reader::new().text::<ForcedNodes>(&text);
    assert_eq!(reading.warnings.len(), 500);
    assert_eq!(reading.warnings[0].path, "/sub_recipes/node_0");
    assert!(reading.document.unwrap().inside("node_499").is_some());
}

#[test]
fn limits_are_problems_with_a_place() {
    let read = |limits: Limits, text: &str| {
        let reading = Reader::new().limits(limits).text::<ForcedNodes>(text);
        assert_eq!(reading.document, None);
        reading.errors
    };
    let text = "{\"all\": false,\n \"sub_recipes\": {\"a\": {\"all\": true}}}";
    let standard = Limits::default();
    let [problem] = &read(
        Limits {
            depth: 2,
            ..standard
        },
        text,
    )[..] else {
        panic!()
    };
    assert_eq!(summary(problem), "LIMIT_EXCEEDED /sub_recipes/a 2:18");
    assert_eq!(problem.params["limit"], "depth");
    assert_eq!(problem.params["maximum"], 2);
    let [problem] = &read(
        Limits {
            values: 3,
            ..standard
        },
        text,
    )[..] else {
        panic!()
    };
    assert_eq!(summary(problem), "LIMIT_EXCEEDED /sub_recipes/a 2:18");
    assert_eq!(problem.params["limit"], "values");
    let [problem] = &read(
        Limits {
            bytes: 10,
            ..standard
        },
        text,
    )[..] else {
        panic!()
    };
    assert_eq!(summary(problem), "LIMIT_EXCEEDED ");
    assert_eq!(problem.params["limit"], "bytes");
    // The limits themselves are fine.
    let just_enough = Limits {
        depth: 3,
        values: 5,
        bytes: text.len(),
        ..standard
    };
    assert!(
        Reader::new()
            .limits(just_enough)
            .text::<ForcedNodes>(text)
            .document
            .is_some()
    );

    let broken = r#"{"a": 1, "b": 2, "c": 3, "all": true, "nodes": [], "sub_recipes": {}}"#;
    let errors = read(
        Limits {
            problems: 2,
            ..standard
        },
        broken,
    );
    let errors: Vec<String> = errors.iter().map(summary).collect();
    assert_eq!(
        errors,
        [
            "INVALID_REQUEST /a UNKNOWN_FIELD 1:2",
            "INVALID_REQUEST /b UNKNOWN_FIELD 1:10",
            "LIMIT_EXCEEDED "
        ]
    );
    let reader = Reader::new().limits(Limits {
        problems: 1,
        ..standard
    });
    let warnings = reader.text::<ForcedNodes>(broken).warnings;
    assert_eq!(warnings[1].params["dropped"], 1);
    assert_eq!(
        warnings[1].severity,
        scale_batch::problem::Severity::Warning
    );
}

#[test]
fn depth_costs_no_stack() {
    const DEPTH: usize = 100_000;
    for (open, close) in [("[", "]"), ("{\"sub_recipes\": {\"a\": ", "}}")] {
        let text = open.repeat(DEPTH) + "1" + &close.repeat(DEPTH);
        for limits in [
            Limits::default(),
            Limits {
                depth: usize::MAX,
                ..Limits::default()
            },
        ] {
            let reading = Reader::new().limits(limits).text::<ForcedNodes>(&text);
            assert_eq!(reading.errors[0].name, ProblemName::LimitExceeded);
        }
        assert_eq!(read_text(&open.repeat(DEPTH)).errors.len(), 1);
    }
    let value = (0..DEPTH).fold(json!(1), |inner, _| Value::Array(vec![inner]));
    let reading = Reader::new().value::<BatchDefinition>(&value);
    assert_eq!(reading.errors[0].name, ProblemName::LimitExceeded);
    // Dropping such a value would itself overflow the stack.
    std::mem::forget(value);
    // As deep as the largest limit: read, written, compared and dropped.
    let depth = 250;
    let text = "{\"all\": false, \"sub_recipes\": {\"a\": ".repeat(depth)
        + "{\"all\": true}"
        + &"}}".repeat(depth);
    let limits = Limits {
        depth: 512,
        ..Limits::default()
    };
    let reading = Reader::new().limits(limits).text::<ForcedNodes>(&text);
    let forced = reading.document.unwrap();
    assert_eq!(
        serde_json::to_string(&forced).unwrap(),
        text.replace(' ', "")
    );
}

#[test]
fn large_is_only_large() {
    let long = "x".repeat(10_000_000);
    let text = format!("{{\"all\": false, \"nodes\": [\"{long}\"], \"{long}\": \"{long}\"}}");
    let reading = Reader::new().text::<ForcedNodes>(&text);
    assert_eq!(reading.errors.len(), 1);
    assert!(reading.errors[0].description.len() < 300);

    // A million unknown fields, keys that stand twice, and items of the wrong type.
    let mut fields = String::from("{\"all\": true");
    let mut twice = String::from("{\"all\": true");
    let mut items = String::from("{\"all\": false, \"nodes\": [0");
    for number in 0..1_000_000 {
        write!(fields, ",\"f{number}\":0").unwrap();
        twice.push_str(",\"all\":true");
        items.push_str(",1");
    }
    fields.push('}');
    twice.push('}');
    items.push_str("]}");
    for (text, dropped) in [(&fields, 999_000), (&items, 999_001)] {
        let errors = Reader::new().text::<ForcedNodes>(text).errors;
        assert_eq!(errors.len(), 1_001);
        assert_eq!(errors[1_000].params["dropped"], dropped);
    }
    let reading = Reader::new().text::<ForcedNodes>(&twice);
    assert_eq!(reading.document, Some(ForcedNodes::All));
    assert_eq!(reading.warnings.len(), 1_001);
}

/// JSON of every kind, with fields that the documents have and others.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    let key = prop_oneof![
        "(all|nodes|sub_recipes|dataset|forced_nodes|definition|configuration|inputMap|input|node_type|dependencies)",
        ".*"
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn is_consistent<D: Document>(reading: &Reading<D>) {
    assert_eq!(reading.document.is_some(), reading.errors.is_empty());
    for problem in reading.errors.iter().chain(&reading.warnings) {
        assert!(!problem.description.is_empty());
        assert!(!problem.description.contains('\n'), "{problem:?}");
    }
}

fn read_every_document(reader: Reader, text: &str) {
    is_consistent(&reader.text::<BatchDefinition>(text));
    is_consistent(&reader.text::<BatchConfiguration>(text));
    is_consistent(&reader.text::<ForcedNodes>(text));
    is_consistent(&reader.text::<CreateBatchRequest>(text));
    is_consistent(&reader.text::<ValidateBatchRequest>(text));
    is_consistent(&reader.text::<EditBatchRequest>(text));
    is_consistent(&reader.text::<RecipeDefinition>(text));
    is_consistent(&reader.text::<scale_batch::documents::Interface>(text));
    is_consistent(&reader.text::<scale_batch::documents::DataFilter>(text));
    is_consistent(&reader.text::<scale_batch::documents::Batch>(text));
    is_consistent(&reader.text::<scale_batch::documents::Dataset>(text));
    is_consistent(&reader.text::<scale_batch::RecipeType>(text));
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn any_text_is_read_or_refused(text in ".*", json in r#"[{}\[\]",:0-9eE+.a-u\\ \n\u{feff}-]*"#) {
        read_every_document(Reader::new(), &text);
        read_every_document(Reader::new(), &json);
        // The same texts are JSON as everywhere else; before them may stand one byte order mark.
        let without_mark = json.strip_prefix('\u{feff}').unwrap_or(&json);
        let is_json = serde_json::from_str::<Value>(without_mark).is_ok();
        let refused = read_text(&json).errors.iter().any(|problem| {
            problem.params.get("cause").is_some_and(|cause| cause == "NOT_JSON")
        });
        prop_assert!(is_json != refused || json.contains(['e', 'E']), "{json:?}: {is_json}");
    }

    #[test]
    fn any_json_is_read_or_refused(value in any_json(), problems in 0_usize..4) {
        let text = value.to_string();
        read_every_document(Reader::new(), &text);
        let limits = Limits { problems, depth: problems, ..Limits::default() };
        read_every_document(Reader::new().limits(limits), &text);
        let from_value = Reader::new().value::<ForcedNodes>(&value);
        prop_assert_eq!(from_value.document, Reader::new().text::<ForcedNodes>(&text).document);
    }

    #[test]
    fn what_is_written_is_read_again(
        names in prop::collection::vec(".*", 0..5),
        inner in prop::collection::vec(".*", 0..3),
        supersedes: bool,
        dataset in prop::option::of(0_i64..),
    ) {
        let mut definition = BatchDefinition::default();
        definition.supersedes = supersedes;
        definition.dataset = dataset.map(Into::into);
        definition.forced_nodes = Some(ForcedNodes::Only {
            nodes: names,
            sub_recipes: inner.into_iter().map(|name| (name, ForcedNodes::All)).collect(),
        });
        let text = serde_json::to_string(&definition).unwrap();
        prop_assert_eq!(Reader::new().text(&text).document, Some(definition.clone()));
        prop_assert_eq!(serde_json::from_str::<BatchDefinition>(&text).unwrap(), definition);
    }
}
