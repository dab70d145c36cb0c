//! How much is read and made before the answer is no.

use serde::Serialize;

use crate::problem::Problem;
use crate::problem::catalogue::LimitExceeded;

/// Bounds on what is read: beyond them a document gets one `LIMIT_EXCEEDED` instead of exhausting the machine.
///
/// The defaults take every real document, a recipe of a million nodes included (in WebAssembly, of a hundred
/// thousand). In JSON each field is optional, and one that is absent has its default. A number beyond what can be means
/// the farthest that can be.
///
/// ```
/// use scale_batch::{BatchDefinition, Limits, ProblemName, Reader};
///
/// let reader = Reader::new().limits(Limits { bytes: 10, ..Limits::default() });
/// let reading = reader.text::<BatchDefinition>(r#"{"dataset": 1}"#);
/// assert_eq!(reading.errors[0].name, ProblemName::LimitExceeded);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    description = "Bounds on what is read: beyond them a document gets one `LIMIT_EXCEEDED` instead of exhausting the \
                   machine.",
    deny_unknown_fields,
    transform = all_optional,
))]
pub struct Limits {
    /// The most bytes of JSON text. At most 4 GiB, in WebAssembly 2 GiB, whatever is set. Default: 512 MiB, in
    /// WebAssembly 256 MiB.
    #[cfg_attr(feature = "schema", schemars(extend("maximum" = i64::MAX)))]
    pub bytes: usize,
    /// The most values (strings, numbers, arrays, objects …) in one document. At most 2^32 - 2, in WebAssembly 40
    /// million, whatever is set. Default: 40 million, in WebAssembly 10 million.
    #[cfg_attr(feature = "schema", schemars(extend("maximum" = i64::MAX)))]
    pub values: usize,
    /// How deep arrays and objects may lie in each other. At most 512, whatever is set, so that even the programs
    /// that a document is passed on to can walk it. Default: 256.
    #[cfg_attr(feature = "schema", schemars(extend("maximum" = i64::MAX)))]
    pub depth: usize,
    /// How many errors, and how many warnings, are listed; the rest is only counted. Default: 1,000.
    #[cfg_attr(feature = "schema", schemars(extend("maximum" = i64::MAX)))]
    pub problems: usize,
    /// How many bytes the errors, and how many the warnings, take at most as JSON, the last of them aside; the rest is
    /// only counted. Default: 8 MiB.
    #[cfg_attr(feature = "schema", schemars(extend("maximum" = i64::MAX)))]
    pub problem_bytes: usize,
    /// The most entries that a result may have beyond what its inputs contain: empty cells of a comparison, for metrics
    /// that a batch does not have, nodes of a sub-recipe that are listed once more because something else happens to
    /// them, and dataset parameters that fit a recipe input. Beyond them there is no result. Default: 2.5 million, in WebAssembly 250,000.
    #[cfg_attr(feature = "schema", schemars(extend("maximum" = i64::MAX)))]
    pub entries: usize,
    /// How many bytes the names of nodes may take that the rows of a comparison repeat. Beyond them there are no rows.
    /// Default: 1 GiB, in WebAssembly 128 MiB.
    #[cfg_attr(feature = "schema", schemars(extend("maximum" = i64::MAX)))]
    pub repeated_bytes: usize,
    /// The largest integer. In WebAssembly at most 2^53 - 1, the largest that JavaScript can hold, whatever is set.
    /// Default: `i64::MAX`, in WebAssembly 2^53 - 1.
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 0, "maximum" = i64::MAX)))]
    pub integer: i64,
}

/// Each limit may be left to its default.
#[cfg(feature = "schema")]
fn all_optional(schema: &mut schemars::Schema) {
    schema.remove("required");
}

/// 2^53 - 1: `Number.MAX_SAFE_INTEGER` of JavaScript.
const LARGEST_SAFE_INTEGER: i64 = (1 << 53) - 1;
const IN_WEBASSEMBLY: bool = cfg!(target_family = "wasm");

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: if IN_WEBASSEMBLY { 256 << 20 } else { 512 << 20 },
            values: if IN_WEBASSEMBLY {
                10_000_000
            } else {
                40_000_000
            },
            depth: 256,
            problems: 1_000,
            problem_bytes: 8 << 20,
            entries: if IN_WEBASSEMBLY { 250_000 } else { 2_500_000 },
            repeated_bytes: if IN_WEBASSEMBLY { 128 << 20 } else { 1 << 30 },
            integer: if IN_WEBASSEMBLY {
                LARGEST_SAFE_INTEGER
            } else {
                i64::MAX
            },
        }
    }
}

impl Limits {
    /// As far as `bytes` may go. In WebAssembly that is the longest string that can be.
    pub(super) const MOST_BYTES: usize = if IN_WEBASSEMBLY {
        i32::MAX as usize
    } else {
        u32::MAX as usize - 1
    };
    /// As far as `values` may go. In WebAssembly more have no room.
    pub(super) const MOST_VALUES: usize = if IN_WEBASSEMBLY {
        40_000_000
    } else {
        u32::MAX as usize - 1
    };
    /// As far as `depth` may go.
    pub(super) const DEEPEST: usize = 512;

    /// Those that take every string that can be.
    pub(crate) fn of_any_string() -> Self {
        Limits {
            bytes: usize::MAX,
            ..Limits::default()
        }
    }

    /// The problem of a document whose parts are written out in full, with more values than may be read.
    pub(super) fn too_many_values(&self) -> Problem {
        let (maximum, remedy) = (self.values, raise("values", "read it"));
        let problem = LimitExceeded {
            limit: "values",
            maximum: maximum as u64,
            dropped: None,
            said: format!(
                "The document is too large to read: with all fields of its batches, more than {maximum} values.{remedy}"
            ),
        };
        problem.problem()
    }

    /// Those that take a result of every size.
    pub(crate) fn unlimited_entries() -> Self {
        Limits {
            entries: usize::MAX,
            ..Limits::default()
        }
    }

    pub(crate) fn bytes_allowed(&self) -> usize {
        self.bytes.min(Self::MOST_BYTES)
    }

    pub(crate) fn values_allowed(&self) -> usize {
        self.values.clamp(1, Self::MOST_VALUES)
    }

    /// The largest integer that is taken.
    pub(crate) fn integer_allowed(&self) -> i64 {
        if IN_WEBASSEMBLY {
            self.integer.min(LARGEST_SAFE_INTEGER)
        } else {
            self.integer
        }
    }

    /// The problem of a result with more entries beyond its inputs, such as `empty cells`.
    pub(crate) fn too_many_entries(&self, what: &str) -> Problem {
        too_large("entries", self.entries, what)
    }

    /// The problem of a result that repeats more bytes of its inputs, such as `bytes of names`.
    pub(crate) fn too_many_repeated_bytes(&self, what: &str) -> Problem {
        too_large("repeated_bytes", self.repeated_bytes, what)
    }

    pub(crate) fn depth_allowed(&self) -> usize {
        self.depth.min(Self::DEEPEST)
    }
}

/// The problem of a result that is too large.
fn too_large(limit: &'static str, maximum: usize, what: &str) -> Problem {
    let remedy = raise(limit, "get it");
    let problem = LimitExceeded {
        limit,
        maximum: maximum as u64,
        dropped: None,
        said: format!("The result is too large: more than {maximum} {what}.{remedy}"),
    };
    problem.problem()
}

/// How to get beyond a limit, as the end of a description.
pub(super) fn raise(limit: &str, purpose: &str) -> String {
    [" Raise the limit \"", limit, "\" to ", purpose, "."].concat()
}

#[cfg(test)]
mod tests {
    use super::Limits;
    use crate::documents::{BatchDefinition, Reader};

    fn description(text: &str, limits: Limits) -> String {
        let reading = Reader::new().limits(limits).text::<BatchDefinition>(text);
        let last = reading.errors.last().unwrap();
        last.description.clone()
    }

    #[test]
    fn a_message_names_the_limit_that_is_in_force() {
        let deep = "[".repeat(600);
        let limits = |depth| Limits {
            depth,
            ..Limits::default()
        };
        assert_eq!(
            description(&deep, limits(300)),
            "The document is too large to read: more than 300 levels of arrays and objects. Raise the limit \
             \"depth\" to read it."
        );
        // Nothing is gained by raising it beyond the last that is possible.
        for beyond in [512, 100_000] {
            assert_eq!(
                description(&deep, limits(beyond)),
                "The document is too large to read: more than 512 levels of arrays and objects. No limit goes farther."
            );
        }
    }

    #[test]
    fn a_message_counts_what_is_listed() {
        let limits = |problems| Limits {
            problems,
            ..Limits::default()
        };
        let broken = r#"{"a": 1, "b": 2, "c": 3}"#;
        assert_eq!(
            description(broken, limits(2)),
            "Only 2 errors are listed; 1 more were found. Raise the limit \"problems\" to see them."
        );
        for one in [0, 1] {
            assert!(
                description(broken, limits(one))
                    .starts_with("Only 1 error is listed; 2 more were found.")
            );
        }
    }
}
