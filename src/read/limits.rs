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
    /// The most values (texts, numbers, arrays, objects …) in one document. Default: 40 million, in WebAssembly
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
    pub(super) fn bytes_allowed(&self) -> usize {
        self.bytes.min(u32::MAX as usize - 1)
    }

    pub(super) fn values_allowed(&self) -> usize {
        self.values.clamp(1, u32::MAX as usize - 1)
    }

    pub(super) fn depth_allowed(&self) -> usize {
        self.depth.min(512)
    }
}
