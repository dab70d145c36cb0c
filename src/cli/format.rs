//! The formats of results.

/// A format of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Json,
    /// A document about all files.
    Report,
    Github,
    Sarif,
    Junit,
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
            Format::Report => "report",
            Format::Github => "github",
            Format::Sarif => "sarif",
            Format::Junit => "junit",
            Format::Mermaid => "mermaid",
            Format::Dot => "dot",
            Format::Csv => "csv",
        }
    }

    /// Whether people read it, or programs that are told as people are.
    pub(super) fn is_text(self) -> bool {
        matches!(
            self,
            Format::Text | Format::Mermaid | Format::Dot | Format::Csv
        )
    }

    /// Whether other programs draw it.
    pub(super) fn is_drawn(self) -> bool {
        matches!(self, Format::Mermaid | Format::Dot)
    }
}
