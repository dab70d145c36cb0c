//! The largest input that is accepted: read or refused within memory of a stated multiple of its size.

use std::fmt::Write;

use scale_batch::Limits;
use serde_json::Value;

use crate::allocator::counted;

/// The limits of the WebAssembly module.
const BYTES: usize = 256 << 20;
const VALUES: usize = 10_000_000;

/// How many bytes of memory a call may take beside its input: for each byte of the input, and for each value in it.
/// With the input, they stay below the 4 GiB that a module can have.
const MOST_PER_BYTE: usize = 4;
const MOST_PER_VALUE: usize = 250;

/// A kind of document at its largest: the function that reads it, the name of its input, and its text.
struct Largest {
    title: &'static str,
    function: &'static str,
    input: &'static str,
    /// Of about so many bytes, with about so many values.
    text: fn(usize, usize) -> String,
}

const LARGEST: &[Largest] = &[
    Largest {
        title: "jobs without metrics",
        function: "readBatch",
        input: "batch",
        text: |_, values| {
            let start = "{\"id\":1,\"job_metrics\":{";
            numbered(
                start,
                values - 10,
                |text, number| write!(text, "\"{number}\":{{}},"),
                "\"\":{}}}",
            )
        },
    },
    Largest {
        title: "tiny values",
        function: "readDefinition",
        input: "definition",
        text: |_, values| repeated("[", "0,", values - 2, "0]"),
    },
    Largest {
        title: "more tiny values than are read",
        function: "readDefinition",
        input: "definition",
        text: |bytes, _| repeated("[", "0,", bytes / 2 - 2, "0]"),
    },
    Largest {
        title: "empty objects",
        function: "readBatches",
        input: "batches",
        text: |_, values| repeated("[", "{},", values - 2, "{}]"),
    },
    Largest {
        title: "one string",
        function: "readCreateRequest",
        input: "request",
        text: |bytes, _| repeated("{\"title\":\"", "a", bytes - 20, "\"}"),
    },
    Largest {
        title: "escapes",
        function: "readCreateRequest",
        input: "request",
        text: |bytes, _| repeated("{\"title\":\"", "\\u0001", bytes / 6 - 20, "\"}"),
    },
    Largest {
        title: "strings of escapes",
        function: "readDefinition",
        input: "definition",
        text: |bytes, values| {
            let string = format!(
                "\"{}\",",
                "\\n".repeat((bytes / values).saturating_sub(3) / 2)
            );
            repeated(
                "{\"dataset\":1,\"forced_nodes\":{\"all\":false,\"nodes\":[",
                &string,
                values - 10,
                "\"\"]}}",
            )
        },
    },
    Largest {
        title: "keys",
        function: "readDefinition",
        input: "definition",
        text: |_, values| {
            numbered(
                "{",
                values - 2,
                |text, number| write!(text, "\"{number}\":0,"),
                "\"\":0}",
            )
        },
    },
    Largest {
        title: "the same key",
        function: "readDefinition",
        input: "definition",
        text: |_, values| repeated("{", "\"a\":0,", values - 2, "\"a\":0}"),
    },
    Largest {
        title: "forced nodes",
        function: "readDefinition",
        input: "definition",
        text: |_, values| {
            let start = "{\"dataset\":1,\"forced_nodes\":{\"all\":false,\"nodes\":[";
            numbered(
                start,
                values - 10,
                |text, number| write!(text, "\"{number}\","),
                "\"\"]}}",
            )
        },
    },
    Largest {
        title: "a recipe",
        function: "readRecipeType",
        input: "recipe_type",
        text: |_, values| recipe("{\"id\":1,\"definition\":", values, "}"),
    },
    Largest {
        title: "a recipe that is checked",
        function: "checkRecipe",
        input: "definition",
        text: |_, values| recipe("", values, ""),
    },
    Largest {
        title: "batches",
        function: "readBatches",
        input: "batches",
        text: |_, values| {
            numbered(
                "[",
                values / 2 - 2,
                |text, number| write!(text, "{{\"id\":{number}}},"),
                "{\"id\":-1}]",
            )
        },
    },
];

fn repeated(start: &str, item: &str, count: usize, end: &str) -> String {
    let mut text = String::with_capacity(start.len() + item.len() * count + end.len());
    text.push_str(start);
    for _ in 0..count {
        text.push_str(item);
    }
    text.push_str(end);
    text
}

fn numbered(
    start: &str,
    count: usize,
    item: impl Fn(&mut String, usize) -> std::fmt::Result,
    end: &str,
) -> String {
    let mut text = start.to_owned();
    for number in 0..count {
        // Writing to a String never fails.
        let _ = item(&mut text, number);
    }
    text.push_str(end);
    text
}

/// A recipe of nodes that depend on each other: ten values each.
fn recipe(start: &str, values: usize, end: &str) -> String {
    let start = format!("{start}{{\"nodes\":{{");
    let end = format!("\"last\":{}}}}}{end}", node(0));
    numbered(
        &start,
        values / 10 - 2,
        |text, number| write!(text, "\"n{number}\":{},", node(number)),
        &end,
    )
}

fn node(number: usize) -> String {
    let above = number.checked_sub(1);
    let above = above.map_or(String::new(), |above| format!("{{\"name\":\"n{above}\"}}"));
    format!(
        "{{\"dependencies\":[{above}],\"input\":{{}},\"node_type\":{{\"node_type\":\"job\",\"job_type_name\":\"j\",\
         \"job_type_version\":\"1\",\"job_type_revision\":1}}}}"
    )
}

/// Whether every document at a part of the largest size is read or refused within the memory that is stated.
pub fn hold(part: usize) -> bool {
    let (bytes, values) = (BYTES / part, VALUES / part);
    println!(
        "At most {MOST_PER_BYTE} bytes of memory for each byte of the input, and {MOST_PER_VALUE} for each value"
    );
    let mut hold = true;
    for largest in LARGEST {
        let text = (largest.text)(bytes, values);
        let values = read_values(&text).min(values);
        let limits = serde_json::json!({"bytes": bytes, "values": values.max(VALUES / part), "integer": Limits::default().integer});
        let input = format!(
            "{{{}:{},\"limits\":{limits}}}",
            Value::from(largest.input),
            Value::from(text.as_str())
        );
        drop(text);
        let (result, allocated) = counted(|| scale_batch::edge::call(largest.function, &input, ""));
        let most = MOST_PER_BYTE * input.len() + MOST_PER_VALUE * values;
        let holds = allocated.peak <= most;
        hold &= holds;
        println!(
            "{:<35} {:>11} bytes {:>9} values: {:>12} bytes of memory of {most}, {:.2} of the input{}  {}",
            largest.title,
            input.len(),
            values,
            allocated.peak,
            ratio(allocated.peak, input.len()),
            if holds { "" } else { "  TOO MANY" },
            result.get(..60).unwrap_or(&result)
        );
    }
    hold
}

#[expect(clippy::cast_precision_loss, reason = "sizes far below 2^52")]
fn ratio(one: usize, other: usize) -> f64 {
    one as f64 / other as f64
}

/// About how many values a text has.
fn read_values(text: &str) -> usize {
    text.bytes()
        .filter(|byte| matches!(byte, b',' | b'[' | b'{'))
        .count()
}
