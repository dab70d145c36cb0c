//! How much the reader takes before it says no.

/// Bounds on what is read: beyond them a document gets one `LIMIT_EXCEEDED` instead of exhausting the machine.
///
/// The defaults take every real document, a recipe of a million nodes included (in WebAssembly, of a hundred
/// thousand).
///
/// ```
/// use scale_batch::{BatchDefinition, Limits, Name, Reader};
///
/// let reader = Reader::new().limits(Limits { bytes: 10, ..Limits::default() });
/// let reading = reader.text::<BatchDefinition>(r#"{"dataset": 1}"#);
/// assert_eq!(reading.errors[0].name, Name::LimitExceeded);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of JSON text. At most 4 GiB, whatever is set. Default: 512 MiB, in WebAssembly 256 MiB.
    pub bytes: usize,
    /// The most values (strings, numbers, arrays, objects …) in one document. Default: 40 million, in WebAssembly
    /// 10 million.
    pub values: usize,
    /// How deep arrays and objects may lie in each other. At most 512, whatever is set, so that even the programs
    /// that a document is passed on to can walk it. Default: 256.
    pub depth: usize,
    /// How many errors, and how many warnings, are listed; the rest is only counted. Default: 1,000.
    pub problems: usize,
    /// The largest integer. Default: `i64::MAX`, in WebAssembly 2^53 - 1, the largest that JavaScript can hold.
    pub integer: i64,
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
            integer: if IN_WEBASSEMBLY {
                LARGEST_SAFE_INTEGER
            } else {
                i64::MAX
            },
        }
    }
}

impl Limits {
    /// As far as `bytes` may go, and the same for `values`.
    pub(super) const FARTHEST: usize = u32::MAX as usize - 1;
    /// As far as `depth` may go.
    pub(super) const DEEPEST: usize = 512;

    pub(super) fn bytes_allowed(&self) -> usize {
        self.bytes.min(Self::FARTHEST)
    }

    pub(super) fn values_allowed(&self) -> usize {
        self.values.clamp(1, Self::FARTHEST)
    }

    pub(super) fn depth_allowed(&self) -> usize {
        self.depth.min(Self::DEEPEST)
    }
}

/// How to get beyond a limit, as the end of a description; nothing in WebAssembly, where nobody can set limits.
pub(super) fn raise(limit: &str, purpose: &str) -> String {
    if IN_WEBASSEMBLY {
        String::new()
    } else {
        format!(" Raise the limit \"{limit}\" to {purpose}.")
    }
}

#[cfg(test)]
mod tests {
    use super::Limits;
    use crate::{BatchDefinition, Reader};

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
