//! What functions take: declared once, for the call and for the TypeScript types.

/// Inputs that belong together; in TypeScript an interface.
pub(crate) struct Group {
    pub(super) names: &'static [&'static str],
    /// Inputs that it has as well.
    pub(super) extends: Option<&'static Group>,
    #[cfg(feature = "schema")]
    pub(super) declared: schema::Declared,
}

impl Group {
    fn add_names(&self, names: &mut Vec<&'static str>) {
        let mut next = Some(self);
        while let Some(group) = next {
            names.extend_from_slice(group.names);
            next = group.extends;
        }
    }
}

/// The inputs that a function takes.
pub(crate) struct Takes {
    /// The forms of the one main input, the usual one last: its problems name no document.
    pub(super) main: &'static [&'static Group],
    /// The inputs beside it, or all, where none is the main one: of each item one or another.
    pub(super) others: &'static [&'static [&'static Group]],
}

impl Takes {
    /// The names of the main input, in each of its forms.
    pub(super) fn main(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for group in self.main {
            group.add_names(&mut names);
        }
        names
    }

    /// The names of all inputs.
    pub(super) fn all(&self) -> Vec<&'static str> {
        let mut names = self.main();
        for choice in self.others {
            for group in *choice {
                group.add_names(&mut names);
            }
        }
        names
    }
}

/// Declares inputs that functions take.
///
/// ```text
/// /// What the inputs are together.
/// Name: OthersThatItHas {
///     /// What it is.
///     required: "TypeScript type",
///     /// What it is.
///     omitted: optional "TypeScript type",
/// }
/// ```
///
/// The types are those of js/src/generated/, and `DocumentOrText`.
macro_rules! inputs {
    ($(
        $(#[doc = $doc:literal])+
        $group:ident $(: $more:ident)? {
            $($(#[doc = $input_doc:literal])+ $input:ident: $($optional:ident)? $type:literal,)+
        }
    )+) => {$(
        $(#[doc = $doc])+
        #[allow(non_upper_case_globals, reason = "it is called as its TypeScript type")]
        pub(in crate::edge) const $group: $crate::edge::takes::Group = $crate::edge::takes::Group {
            names: &[$(stringify!($input)),+],
            extends: $crate::edge::takes::extended!($($more)?),
            #[cfg(feature = "schema")]
            declared: $crate::edge::takes::schema::Declared {
                name: stringify!($group),
                description: concat!($($doc),+),
                inputs: &[$($crate::edge::takes::schema::Input {
                    name: stringify!($input),
                    written: $type,
                    is_required: $crate::edge::takes::required!($($optional)?),
                    description: concat!($($input_doc),+),
                }),+],
            },
        };
    )+};
}

/// A group by its name; or an input without one, `(name: "TypeScript type")`, whose documentation is that of its
/// function.
macro_rules! group {
    (($input:ident: $($optional:ident)? $type:literal)) => {
        $crate::edge::takes::Group {
            names: &[stringify!($input)],
            extends: None,
            #[cfg(feature = "schema")]
            declared: $crate::edge::takes::schema::Declared {
                name: "",
                description: "",
                inputs: &[$crate::edge::takes::schema::Input {
                    name: stringify!($input),
                    written: $type,
                    is_required: $crate::edge::takes::required!($($optional)?),
                    description: "",
                }],
            },
        }
    };
    ($group:ident) => {
        $group
    };
}

macro_rules! extended {
    () => {
        None
    };
    ($more:ident) => {
        Some(&$more)
    };
}

#[cfg(feature = "schema")]
macro_rules! required {
    () => {
        true
    };
    (optional) => {
        false
    };
}

#[cfg(feature = "schema")]
pub(super) use required;
pub(super) use {extended, group, inputs};

#[cfg(feature = "schema")]
pub(crate) mod schema {
    use serde_json::{Map, Value, json};

    use super::{Group, Takes};

    /// What a group says of its inputs.
    pub(in crate::edge) struct Declared {
        pub(in crate::edge) name: &'static str,
        pub(in crate::edge) description: &'static str,
        pub(in crate::edge) inputs: &'static [Input],
    }

    /// One input.
    pub(in crate::edge) struct Input {
        pub(in crate::edge) name: &'static str,
        /// Its type in TypeScript.
        pub(in crate::edge) written: &'static str,
        pub(in crate::edge) is_required: bool,
        pub(in crate::edge) description: &'static str,
    }

    impl Group {
        /// Adds it and those that it extends to the groups by their names, and says its own name. One without a name
        /// is itself.
        pub(crate) fn describe(&self, groups: &mut Map<String, Value>) -> Value {
            let inputs: Vec<Value> = self
                .declared
                .inputs
                .iter()
                .map(|input| {
                    json!({
                        "name": input.name,
                        "type": input.written,
                        "required": input.is_required,
                        "description": input.description.trim(),
                    })
                })
                .collect();
            let extends = self.extends.map(|more| more.describe(groups));
            let name = self.declared.name;
            let description = self.declared.description.trim();
            let described =
                json!({"description": description, "extends": extends, "inputs": inputs});
            if name.is_empty() {
                return described;
            }
            groups.insert(name.to_owned(), described);
            name.into()
        }
    }

    impl Takes {
        /// What a call has to give: of each item one or another.
        pub(crate) fn describe(&self, groups: &mut Map<String, Value>) -> Value {
            let mut choices = vec![self.main];
            choices.extend(self.others);
            choices.retain(|choice| !choice.is_empty());
            let choices = choices.into_iter().map(|choice| {
                let forms = choice.iter().map(|group| group.describe(groups));
                forms.collect::<Value>()
            });
            choices.collect()
        }
    }
}
