//! Text for people at a terminal: everything that the command line shows.

mod compare;
mod diff;
mod problems;
mod recipe;
mod report;
mod sources;
mod verdicts;
mod width;

use std::fmt::{self, Display};

pub use compare::comparison;
pub(crate) use compare::{WIDTH, comparison_within};
pub use diff::{diff, explanation};
#[cfg(feature = "cli")]
pub(crate) use problems::{instruction, write_step};
pub use problems::{problems, summary};
pub(crate) use problems::{summary_of_lists, write_problem};
pub(crate) use recipe::unchecked_nodes;
pub use report::{estimate, report};
pub use sources::Sources;
pub(crate) use verdicts::legend;

/// Whether text is plain or has colours (ANSI escape sequences).
///
/// ```
/// use scale_batch::text::Style;
///
/// let style = if std::env::var_os("NO_COLOR").is_some() { Style::Plain } else { Style::Coloured };
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Text alone, for files and pipes.
    #[default]
    Plain,
    /// Text with ANSI colours, for a terminal.
    Coloured,
}

/// What a colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paint {
    /// Wrong, or worse than before.
    Bad,
    /// Questionable: a person should look.
    Odd,
    /// Right, or better than before.
    Good,
    /// What the text is about.
    Strong,
    /// Less important than the rest.
    Faint,
}

impl Style {
    /// `text` in a colour. It still has the width that it had: pad it with [`Painted`]'s own formatting.
    pub(crate) fn paint<T: Display>(self, paint: Paint, text: T) -> Painted<T> {
        Painted {
            code: match (self, paint) {
                (Style::Plain, _) => None,
                (Style::Coloured, Paint::Bad) => Some("31"),
                (Style::Coloured, Paint::Odd) => Some("33"),
                (Style::Coloured, Paint::Good) => Some("32"),
                (Style::Coloured, Paint::Strong) => Some("1"),
                (Style::Coloured, Paint::Faint) => Some("2"),
            },
            text,
        }
    }
}

/// A text in a colour; width and alignment of a format count its text only.
pub(crate) struct Painted<T> {
    code: Option<&'static str>,
    text: T,
}

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(code) = self.code else {
            return self.text.fmt(f);
        };
        write!(f, "\u{1b}[{code}m")?;
        self.text.fmt(f)?;
        f.write_str("\u{1b}[0m")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pads_without_counting_the_colour() {
        assert_eq!(
            format!("{:>3}|", Style::Plain.paint(Paint::Good, 5)),
            "  5|"
        );
        assert_eq!(
            format!("{:>3}|", Style::Coloured.paint(Paint::Good, 5)),
            "\u{1b}[32m  5\u{1b}[0m|"
        );
    }
}
