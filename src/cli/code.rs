//! From results to exit codes.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

/// All documents are valid.
pub(super) const VALID: u8 = 0;
/// A document is invalid.
pub(super) const INVALID: u8 = 1;
/// Wrong usage, unreadable input, or a file that is not the expected document.
pub(super) const UNUSABLE: u8 = 2;

/// The fields of any result that the command line needs.
#[derive(Deserialize)]
pub(super) struct Outcome {
    is_valid: Option<bool>,
    errors: Option<Vec<Told>>,
    warnings: Option<Vec<Told>>,
    #[serde(default)]
    estimate: Option<IgnoredAny>,
    #[serde(default)]
    unchecked: Vec<Unchecked>,
    /// The result for people.
    pub(super) text: Option<String>,
}

/// A rule that was not checked.
#[derive(Deserialize)]
struct Unchecked {
    /// The part of the context that it needs.
    needs: String,
}

/// A problem.
#[derive(Deserialize)]
struct Told {
    name: String,
    document: Option<String>,
    path: String,
    #[serde(default)]
    params: Params,
}

#[derive(Default, Deserialize)]
struct Params {
    cause: Option<Value>,
}

impl Outcome {
    pub(super) fn of(result: &str) -> Self {
        // Every result is an object with these fields.
        serde_json::from_str(result).unwrap_or(Outcome {
            is_valid: None,
            errors: None,
            warnings: None,
            estimate: None,
            unchecked: Vec::new(),
            text: None,
        })
    }

    pub(super) fn is_valid(&self) -> bool {
        let has_errors = self
            .errors
            .as_ref()
            .is_some_and(|errors| !errors.is_empty());
        self.is_valid.unwrap_or(!has_errors)
    }

    pub(super) fn has_warnings(&self) -> bool {
        self.warnings
            .as_ref()
            .is_some_and(|warnings| !warnings.is_empty())
    }

    /// Whether it has an estimate.
    pub(super) fn is_estimated(&self) -> bool {
        self.estimate.is_some()
    }

    /// A line about the documents that an estimate needs.
    pub(super) fn missing(&self) -> String {
        let mut options: Vec<String> = Vec::new();
        for Unchecked { needs } in &self.unchecked {
            let option = format!("--{} FILE", needs.replace('_', "-"));
            if !options.contains(&option) {
                options.push(option);
            }
        }
        if options.is_empty() {
            return String::new();
        }
        format!("Missing for an estimate: {}\n", options.join(", "))
    }

    /// Whether the warning of that number, counted from 0, makes the exit code [`UNUSABLE`].
    pub(super) fn is_unusable(&self, warning: usize) -> bool {
        let warnings = self.warnings.as_deref().unwrap_or_default();
        warnings.get(warning).is_some_and(Told::is_unusable)
    }

    /// The exit code.
    pub(super) fn code(&self) -> u8 {
        let errors = self.errors.as_deref().unwrap_or_default();
        let warnings = self.warnings.as_deref().unwrap_or_default();
        if errors.iter().chain(warnings).any(Told::is_unusable) {
            UNUSABLE
        } else if self.is_valid() {
            VALID
        } else {
            INVALID
        }
    }
}

impl Told {
    fn is_unusable(&self) -> bool {
        self.is_wrong_usage() || self.is_unreadable()
    }

    /// Whether a document given with the main input is not the expected one, such as an error response of the server.
    fn is_unreadable(&self) -> bool {
        match self.document.as_deref() {
            // The main inputs of commands that have several.
            None | Some("previous" | "current" | "diff") => return false,
            Some(_) => {}
        }
        let cause = self.params.cause.as_ref().and_then(Value::as_str);
        match cause {
            Some("ERROR_ANSWER" | "OTHER_DOCUMENT") => true,
            _ => {
                (self.name == "INVALID_RESPONSE" || cause == Some("NOT_JSON"))
                    && self.path.is_empty()
            }
        }
    }

    /// Whether an option of the command line is wrong, and no document.
    fn is_wrong_usage(&self) -> bool {
        self.document.as_deref() == Some("limits")
    }
}
