//! The formats of results.

/// A format of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Json,
    Mermaid,
    Dot,
    Csv,
}

impl Format {
    /// Its name, as the value of `--format`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Mermaid => "mermaid",
            Format::Dot => "dot",
            Format::Csv => "csv",
        }
    }

    /// Whether other programs draw it.
    pub(super) fn is_drawn(self) -> bool {
        matches!(self, Format::Mermaid | Format::Dot)
    }
}
