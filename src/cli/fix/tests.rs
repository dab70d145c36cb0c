use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::edge::call;
use crate::properties::properties;
use crate::{Context, Problem, validate_text};

#[path = "../../../tests/patch/mod.rs"]
mod patch;

fn operations(fixes: &Value) -> Vec<Vec<PatchOperation>> {
    serde_json::from_value(fixes.clone()).unwrap()
}

/// The text with one fix for each of the operations.
fn fixed(text: &str, fixes: &Value) -> String {
    let each = fixes.as_array().unwrap().iter();
    let each: Value = each.map(|operation| json!([operation])).collect();
    with_fixes(text, Spelling::Json, &Limits::default(), &operations(&each)).0
}

#[test]
fn only_what_changes_is_written_anew() {
    let text = "\u{feff}\r\n{\r\n\t\"datset\" :1,\r\n\"b\":[ 1.50,\"\\u0041\"]\r\n}\r\n";
    let renamed = json!([{"op": "move", "from": "/datset", "path": "/dataset"}]);
    assert_eq!(fixed(text, &renamed), text.replace("datset", "dataset"));
    let replaced = json!([{"op": "replace", "path": "/b/1", "value": "B"}]);
    assert_eq!(fixed(text, &replaced), text.replace("\\u0041", "B"));
    // What is no JSON has no places.
    let text = "{\"a\": 1,}";
    assert_eq!(fixed(text, &json!([{"op": "remove", "path": "/a"}])), text);
}

#[test]
fn an_added_member_stands_as_its_siblings_do() {
    let add =
        |path: &str| json!([{"op": "add", "path": path, "value": {"all": false, "nodes": ["a"]}}]);
    for (text, path, expected) in [
        (
            "{\n  \"a\": 1,\n  \"b\": 2\n}\n",
            "/c",
            "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": {\"all\": false, \"nodes\": [\"a\"]}\n}\n",
        ),
        (
            "{\"a\":1}",
            "/c",
            "{\"a\":1,\"c\":{\"all\":false,\"nodes\":[\"a\"]}}",
        ),
        (
            "{ \"a\": 1 }",
            "/c",
            "{ \"a\": 1, \"c\": {\"all\": false, \"nodes\": [\"a\"]} }",
        ),
        (
            "{\r\n\t\"a\": 1\r\n}",
            "/c",
            "{\r\n\t\"a\": 1,\r\n\t\"c\": {\"all\": false, \"nodes\": [\"a\"]}\r\n}",
        ),
        (
            "{\n  \"a\": {}\n}",
            "/a/c",
            "{\n  \"a\": {\"c\": {\"all\": false, \"nodes\": [\"a\"]}}\n}",
        ),
        (
            "{\n  \"a\": {\n  }\n}",
            "/a/c",
            "{\n  \"a\": {\n    \"c\": {\"all\": false, \"nodes\": [\"a\"]}\n  }\n}",
        ),
        (
            "[\n  1\n]",
            "/-",
            "[\n  1,\n  {\"all\": false, \"nodes\": [\"a\"]}\n]",
        ),
        ("[1,2]", "/0", "[{\"all\": false, \"nodes\": [\"a\"]},1,2]"),
    ] {
        assert_eq!(fixed(text, &add(path)), expected, "{text}");
    }
}

#[test]
fn what_is_removed_takes_its_comma_with_it() {
    for (text, paths, expected) in [
        (
            "{\n  \"a\": 1,\n  \"b\": 2\n}",
            vec!["/a"],
            "{\n  \"b\": 2\n}",
        ),
        (
            "{\n  \"a\": 1,\n  \"b\": 2\n}",
            vec!["/b"],
            "{\n  \"a\": 1\n}",
        ),
        ("{\n  \"a\": 1,\n  \"b\": 2\n}", vec!["/a", "/b"], "{}"),
        (
            "{ \"a\": 1, \"b\": 2 , \"c\": 3 }",
            vec!["/b"],
            "{ \"a\": 1 , \"c\": 3 }",
        ),
        ("[1, 2, 3]", vec!["/1"], "[1, 3]"),
        // The other members of that key would count then.
        ("{\"a\": 1, \"b\": 2, \"a\": 3}", vec!["/a"], "{\"b\": 2}"),
    ] {
        let fixes: Value = paths
            .iter()
            .map(|path| json!({"op": "remove", "path": path}))
            .collect();
        assert_eq!(fixed(text, &fixes), expected, "{text}");
    }
}

#[test]
fn what_is_moved_is_indented_as_its_new_siblings() {
    let text = "{\n  \"forced\": {\n    \"nodes\": [\n      1\n    ]\n  },\n  \"definition\": {\n    \"dataset\": 1\n  }\n}";
    let fixes = json!([{"op": "move", "from": "/forced", "path": "/definition/forced_nodes"}]);
    let expected = "{\n  \"definition\": {\n    \"dataset\": 1,\n    \"forced_nodes\": {\n      \"nodes\": [\n        1\n      ]\n    }\n  }\n}";
    assert_eq!(fixed(text, &fixes), expected);
}

#[test]
fn comments_and_the_spelling_of_others_stay() {
    let text = "{\n  // why\n  'datset': True, /* what */\n  'title': 'it\\'s', // last\n}\n";
    let fixes = json!([[
        {"op": "move", "from": "/datset", "path": "/dataset"},
        {"op": "replace", "path": "/title", "value": "x"},
        {"op": "add", "path": "/new", "value": 1},
    ]]);
    let fixes = operations(&fixes);
    let (found, _) = with_fixes(text, Spelling::Lenient, &Limits::default(), &fixes);
    let expected = "{\n  // why\n  \"dataset\": True, /* what */\n  'title': \"x\",\n  \"new\": 1, // last\n}\n";
    assert_eq!(found, expected);
    for (text, expected) in [
        ("{/* none */}", "{/* none */\"new\": 1}"),
        ("{ // none\n}", "{ // none\n  \"new\": 1\n}"),
        (
            "{ // one\n  'a'/* colon */:1}",
            "{ // one\n  'a'/* colon */:1,\n  \"new\": 1}",
        ),
    ] {
        let add = json!([[{"op": "add", "path": "/new", "value": 1}]]);
        let add = operations(&add);
        let (found, _) = with_fixes(text, Spelling::Lenient, &Limits::default(), &add);
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_fix_that_cannot_be_applied_is_left_out_as_a_whole() {
    let fixes = json!([
        [{"op": "replace", "path": "/a", "value": 2}, {"op": "remove", "path": "/x"}],
        [{"op": "replace", "path": "/b", "value": 3}],
    ]);
    let fixes = operations(&fixes);
    let (found, applied) = with_fixes(
        r#"{"a": 1, "b": 2}"#,
        Spelling::Json,
        &Limits::default(),
        &fixes,
    );
    assert_eq!(found, r#"{"a": 1, "b": 3}"#);
    assert_eq!(applied, [fixes[1].as_slice()]);
}

/// The result of checking a request without a context.
fn result_of(json: &str) -> String {
    call("validateBatch", &json!({ "request": json }).to_string(), "")
}

#[test]
fn what_is_removed_for_a_warning_is_left() {
    let remove = |path: &str| json!({"fix": [{"op": "remove", "path": path}]});
    let both =
        json!({"fix": [{"op": "remove", "path": "/d"}, {"op": "add", "path": "/e", "value": 1}]});
    let result = json!({"errors": [remove("/a")], "warnings": [remove("/b"), both]});
    let fixes = fixes_of(&result.to_string());
    let expected = json!([remove("/a")["fix"], both["fix"]]);
    assert_eq!(fixes, operations(&expected));
}

#[test]
fn of_ten_mistakes_those_are_left_that_no_edit_surely_fixes() {
    let text = include_str!("../../../examples/requests/ten-mistakes.json");
    let fixed = fix(text, Spelling::Json, &Limits::default(), &result_of);
    let report = validate_text(&fixed.text, &Context::new());
    let expected = r#"{
  "title": "A batch whose title is longer than the fifty characters that the server can store",
  "recipe_type_id": 208,
  "supersedes": true,
  "definition": {
    "dataset": 1,
    "supersedes": true,
    "forced_nodes": {
      "all": false,
      "nodes": ["detect"],
      "sub_recipes": { "extract": { "nodes": [], "all": false } }
    },
    "previous_batch": { "root_batch_id": 104 }
  },
  "configuration": {
    "priority": "high",
    "inputMap": [{ "input": "IMAGE", "datasetParameter": "FILE" }]
  },
  "priority": 100
}
"#;
    assert_eq!(fixed.text, expected);
    let paths = |problems: &[Problem]| -> Vec<String> {
        problems
            .iter()
            .map(|problem| problem.path.clone())
            .collect()
    };
    assert_eq!(
        paths(&report.errors),
        ["/title", "/configuration/priority", "/priority"]
    );
    assert!(fixes_of(&result_of(&fixed.text)).is_empty());
}

#[test]
fn the_spelling_of_python_is_fixed_first() {
    let fixed = |text, spelling| fix(text, spelling, &Limits::default(), &result_of).text;
    let text = "{'recipe_type_id': '208', 'definition': {'datset': 1, 'supersedes': True,}}";
    assert_eq!(
        fixed(text, Spelling::Json),
        r#"{"recipe_type_id": 208, "definition": {"dataset": 1, "supersedes": true}}"#
    );
    assert_eq!(
        fixed(text, Spelling::Lenient),
        r#"{'recipe_type_id': 208, 'definition': {"dataset": 1, 'supersedes': True,}}"#
    );
    // With comments it is fixed as it is spelled.
    let text = "{'recipe_type_id': '208', /* why */ 'definition': {'datset': 1,}}";
    assert_eq!(
        fixed(text, Spelling::Json),
        r#"{'recipe_type_id': 208, /* why */ 'definition': {"dataset": 1,}}"#
    );
    // What has other mistakes stays.
    assert_eq!(fixed("{'a': True", Spelling::Json), "{'a': True");
}

/// Some JSON with keys that pointers escape.
fn document() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-9..99_i64).prop_map(Value::from),
        "[a-c\\\\\"é\n]{0,3}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key(), inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn key() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "c", "a/b", "~", "", "é\"", "\u{1f600}"])
        .prop_map(str::to_owned)
}

/// The document as text with some space between its tokens, and sometimes with members whose keys come again.
fn written(document: &Value, spaces: &mut dyn Iterator<Item = u8>, text: &mut String) {
    let mut space = |text: &mut String| {
        text.push_str(match spaces.next().unwrap_or_default() % 8 {
            0 => " ",
            1 => "\n  ",
            2 => "\r\n\t",
            3 => "\n    ",
            _ => "",
        });
    };
    space(text);
    let (open, close) = match document {
        Value::Array(_) => ('[', ']'),
        Value::Object(_) => ('{', '}'),
        leaf => {
            text.push_str(&leaf.to_string());
            space(text);
            return;
        }
    };
    text.push(open);
    space(text);
    let mut is_first = true;
    let mut comma = |text: &mut String| {
        if !std::mem::take(&mut is_first) {
            text.push(',');
        }
    };
    match document {
        Value::Array(items) => {
            for item in items {
                comma(text);
                written(item, spaces, text);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                let key = Value::from(key.as_str());
                if spaces.next().unwrap_or_default() % 16 == 0 {
                    comma(text);
                    text.push_str(&format!("{key}: [\"shadowed\"]"));
                }
                comma(text);
                text.push_str(&format!(
                    "{}{key}",
                    if spaces.next().unwrap_or_default() % 2 == 0 {
                        " "
                    } else {
                        ""
                    }
                ));
                text.push(':');
                written(member, spaces, text);
            }
        }
        _ => {}
    }
    text.push(close);
    text.push_str(if spaces.next().unwrap_or_default() % 4 == 0 {
        "\n"
    } else {
        ""
    });
}

/// The pointers to all values of a document.
fn pointers(document: &Value) -> Vec<String> {
    let mut pointers = vec![(String::new(), document)];
    let mut number = 0;
    while let Some((pointer, value)) = pointers.get(number).cloned() {
        let inside: Vec<(String, &Value)> = match value {
            Value::Array(items) => items
                .iter()
                .enumerate()
                .map(|(place, item)| (place.to_string(), item))
                .collect(),
            Value::Object(members) => members
                .iter()
                .map(|(key, member)| (key.clone(), member))
                .collect(),
            _ => Vec::new(),
        };
        pointers.extend(
            inside
                .into_iter()
                .map(|(key, value)| (crate::problem::join(&pointer, &key), value)),
        );
        number += 1;
    }
    pointers.into_iter().map(|(pointer, _)| pointer).collect()
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn the_text_is_fixed_as_the_value_is(
        document in document(),
        spaces in prop::collection::vec(any::<u8>(), 0..60),
        edits in prop::collection::vec((0..4_u8, any::<prop::sample::Index>(), any::<prop::sample::Index>(), key(), document()), 1..6),
        mark in any::<bool>(),
    ) {
        let mut text = if mark { "\u{feff}".to_owned() } else { String::new() };
        written(&document, &mut spaces.into_iter().cycle(), &mut text);
        let pointers = pointers(&document);
        let operations_on = edits.into_iter().map(|(operation, from, to, key, value)| {
            let (from, to) = (from.get(&pointers), to.get(&pointers));
            let inside = crate::problem::join(to, &key);
            let end = format!("{to}/-");
            match operation {
                0 => json!({"op": "add", "path": if key == "a" { &end } else { &inside }, "value": value}),
                1 => json!({"op": "remove", "path": to}),
                2 => json!({"op": "replace", "path": to, "value": value}),
                _ => json!({"op": "move", "from": from, "path": if key == "b" { to } else { &inside }}),
            }
        });
        let mut expected = document.clone();
        let mut edited: Vec<String> = Vec::new();
        let mut fixes = Vec::new();
        for operation in operations_on {
            // Removing or replacing everything is no fix; the model of the tests does not know it either.
            if operation["path"] == "" || operation["from"] == "" {
                continue;
            }
            let within = operation.get("from").and_then(Value::as_str);
            if within.is_some_and(|from| crate::problem::is_within(operation["path"].as_str().unwrap(), from)) {
                continue;
            }
            let fix = json!([operation]);
            if let Ok(after) = patch::apply(&expected, &fix) {
                expected = after;
                edited.extend(["path", "from"].iter().filter_map(|field| operation[field].as_str()).map(str::to_owned));
            }
            fixes.push(fix);
        }
        let fixes = operations(&fixes.into());
        let (found, applied) = with_fixes(&text, Spelling::Json, &Limits::default(), &fixes);
        prop_assert!(applied.len() <= fixes.len());
        let without_mark = found.strip_prefix('\u{feff}').unwrap_or(&found);
        prop_assert_eq!(&serde_json::from_str::<Value>(without_mark).unwrap(), &expected, "{} to {}", text, found);
        prop_assert_eq!(found.starts_with('\u{feff}'), mark);
        if edited.is_empty() {
            prop_assert_eq!(&found, &text);
        }
        // What no fix is about stays byte for byte.
        let tree = Tree::from_text(&text, &Limits::default()).unwrap_or_else(|_| panic!("{text}"));
        let spans = spans(&text, &tree);
        if document.is_object() {
            for entry in tree.children(0) {
                let pointer = tree.pointer(entry);
                if !edited.iter().any(|path| crate::problem::is_within(path, &pointer)) {
                    let span = spans[entry as usize];
                    prop_assert!(found.contains(&text[span.start..span.end]), "{} of {} in {}", pointer, text, found);
                }
            }
        }
    }
}

/// The same cases hold `applyFix` of the npm package.
#[test]
fn a_fix_changes_what_it_changes_in_javascript() {
    #[derive(Deserialize)]
    struct Case {
        name: String,
        document: String,
        fix: Vec<PatchOperation>,
        result: Option<String>,
    }
    for line in include_str!("../../../tests/data/fixes.jsonl").lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        let fixes = [case.fix];
        let (text, applied) =
            with_fixes(&case.document, Spelling::Json, &Limits::default(), &fixes);
        assert_eq!(!applied.is_empty(), case.result.is_some(), "{}", case.name);
        assert_eq!(text, case.result.unwrap_or(case.document), "{}", case.name);
    }
}
