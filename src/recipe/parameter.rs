//! The parameters of an interface, files and JSON alike.

use crate::documents::{FileParameter, Interface, JsonParameter, JsonType};

/// A parameter of either kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameter<'i> {
    pub(crate) name: &'i str,
    pub(crate) required: bool,
    pub(super) content: Content<'i>,
}

/// What decides whether one parameter can be connected to another: there are few of them, however many parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ParameterKind {
    required: bool,
    multiple: bool,
    /// `None` for a file.
    json_type: Option<JsonType>,
}

impl<'i> Parameter<'i> {
    /// The media types that a file names.
    pub(crate) fn media_types(self) -> &'i [String] {
        match self.content {
            Content::File { media_types, .. } => media_types,
            Content::Json(_) => &[],
        }
    }

    pub(crate) fn kind(self) -> ParameterKind {
        let (multiple, json_type) = match self.content {
            Content::File { multiple, .. } => (multiple, None),
            Content::Json(json_type) => (false, Some(json_type)),
        };
        ParameterKind {
            required: self.required,
            multiple,
            json_type,
        }
    }
}

/// What a parameter is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content<'i> {
    File {
        media_types: &'i [String],
        multiple: bool,
    },
    Json(JsonType),
}

impl Content<'_> {
    pub(super) fn kind(self) -> &'static str {
        match self {
            Content::File { .. } => "file",
            Content::Json(_) => "json",
        }
    }

    pub(super) fn in_words(self) -> &'static str {
        match self {
            Content::File { .. } => "a file",
            Content::Json(_) => "a JSON value",
        }
    }
}

impl<'i> From<&'i FileParameter> for Parameter<'i> {
    fn from(parameter: &'i FileParameter) -> Self {
        Parameter {
            name: &parameter.name,
            required: parameter.required,
            content: Content::File {
                media_types: &parameter.media_types,
                multiple: parameter.multiple,
            },
        }
    }
}

impl<'i> From<&'i JsonParameter> for Parameter<'i> {
    fn from(parameter: &'i JsonParameter) -> Self {
        Parameter {
            name: &parameter.name,
            required: parameter.required,
            content: Content::Json(parameter.json_type),
        }
    }
}

/// The parameters of an interface, files first.
pub(crate) fn parameters(interface: &Interface) -> Parameters<'_> {
    Parameters {
        files: interface.files.iter(),
        json: interface.json.iter(),
    }
}

pub(crate) struct Parameters<'i> {
    files: std::slice::Iter<'i, FileParameter>,
    json: std::slice::Iter<'i, JsonParameter>,
}

impl<'i> Iterator for Parameters<'i> {
    type Item = Parameter<'i>;

    fn next(&mut self) -> Option<Parameter<'i>> {
        match self.files.next() {
            Some(file) => Some(file.into()),
            None => self.json.next().map(Parameter::from),
        }
    }
}

/// The JSON Pointer to a parameter of an interface, by its number among [`parameters`].
pub(super) fn pointer(interface: &Interface, number: usize) -> String {
    match number.checked_sub(interface.files.len()) {
        None => format!("/files/{number}"),
        Some(number) => format!("/json/{number}"),
    }
}
