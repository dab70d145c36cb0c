//! The words in which problems are declared: `problems!` and `causes!`.
//!
//! A declaration says everything about a problem once: its name, its severity, its place in the server's order, its
//! params with their types, and the sentence. The enum [`ProblemName`](super::ProblemName), a type with the params as its fields and
//! the schema, of which the TypeScript types are made, all come from it.

/// Declares the problems, in the order of their documentation.
///
/// ```text
/// /// What is wrong.
/// Variant<'a> = "NAME", Error(4), { /// A param. key: &'a str; only_in_the_sentence: &'a str } => sentence;
/// ```
///
/// The number says when the server would find it: it stops at the first of the lowest number. What stands behind the
/// semicolon is used by the sentence and is no param. `key as "type"` gives a param a key that Rust reserves. A field
/// whose type is declared by `causes!` adds the params of the cause. `Structural` stands for a
/// [`Mistake`](super::structural::Mistake), which any of the structural names can have.
macro_rules! problems {
    ($(
        $(#[doc = $doc:literal])+
        $variant:ident $(<$life:lifetime>)? = $text:literal, $severity:ident $(($order:literal))?, $shape:tt
        $(=> $sentence:expr)?;
    )+) => {
        /// The stable name of a kind of problem.
        ///
        /// ```
        /// use scale_batch::ProblemName;
        ///
        /// assert_eq!("NO_RECIPES".parse(), Ok(ProblemName::NoRecipes));
        /// ```
        ///
        #[doc = include_str!("../../docs/problems.md")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ProblemName {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl ProblemName {
            /// Every name there is, in the order of the documentation.
            pub const ALL: &'static [ProblemName] = &[$(ProblemName::$variant,)+];

            /// The names as strings, in the same order.
            pub(crate) const WORDS: &'static [&'static str] = &[$($text,)+];

            /// The string by which programs know it, such as `NO_RECIPES`.
            ///
            /// ```
            /// assert_eq!(scale_batch::ProblemName::NoRecipes.as_str(), "NO_RECIPES");
            /// ```
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(ProblemName::$variant => $text,)+ }
            }

            /// Whether a problem of this name makes its document invalid.
            ///
            /// A few names are errors in a request and warnings in what a server sent; the list that
            /// holds a problem decides. This is the usual one.
            ///
            /// ```
            /// use scale_batch::ProblemName;
            /// use scale_batch::problem::Severity;
            ///
            /// assert_eq!(ProblemName::NoRecipes.severity(), Severity::Error);
            /// ```
            #[must_use]
            pub const fn severity(self) -> $crate::problem::Severity {
                match self { $(ProblemName::$variant => $crate::problem::Severity::$severity,)+ }
            }

            /// When the server would find it: it stops at the first of the lowest number.
            ///
            /// `None` for what the server never reports.
            ///
            /// ```
            /// use scale_batch::ProblemName;
            ///
            /// assert_eq!(ProblemName::IgnoredField.server_order(), None, "the server says nothing of it");
            /// ```
            #[must_use]
            pub const fn server_order(self) -> Option<u8> {
                match self { $(ProblemName::$variant => server_order!($($order)?),)+ }
            }

            /// What it means, in a sentence.
            #[cfg(feature = "schema")]
            pub(crate) fn meaning(self) -> &'static str {
                match self { $(ProblemName::$variant => concat!($($doc),+).trim_ascii(),)+ }
            }

            /// Whether its params are those of any structural mistake.
            #[cfg(feature = "schema")]
            pub(crate) fn is_structural(self) -> bool {
                match self { $(ProblemName::$variant => is_structural!($shape),)+ }
            }

            /// The schema of its params.
            #[cfg(feature = "schema")]
            pub(crate) fn params(self) -> $crate::problem::params::ParamsSchema {
                match self { $(ProblemName::$variant => params_schema!($variant $shape),)+ }
            }
        }

        $(problem_type! { [$($doc)+] $variant [$($life)?] $shape $(=> $sentence)? })+
    };
}

macro_rules! server_order {
    () => {
        None
    };
    ($order:literal) => {
        Some($order)
    };
}

#[cfg(feature = "schema")]
macro_rules! is_structural {
    (Structural) => {
        true
    };
    ($shape:tt) => {
        false
    };
}

/// The type of a problem, with its params as fields.
macro_rules! problem_type {
    ([$($doc:literal)+] $variant:ident [] Structural) => {};
    (
        [$($doc:literal)+] $variant:ident [$($life:lifetime)?] {
            $($(#[doc = $field_doc:literal])* $field:ident $(as $key:literal)?: $type:ty),* $(,)?
            $(; $($(#[doc = $word_doc:literal])* $word:ident: $word_type:ty),* $(,)?)?
        } => $sentence:expr
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone)]
        pub(crate) struct $variant $(<$life>)? {
            $($(#[doc = $field_doc])* pub(crate) $field: $type,)*
            $($($(#[doc = $word_doc])* pub(crate) $word: $word_type,)*)?
        }

        impl $(<$life>)? $variant $(<$life>)? {
            /// The problem, with no place yet.
            #[allow(unused_variables, reason = "not every param is in the sentence")]
            pub(crate) fn problem(mut self) -> $crate::problem::Problem {
                // Mutable, so that a sentence that is ready can be taken.
                let Self { $($field,)* $($($word,)*)? } = &mut self;
                let mut problem = $crate::problem::Problem::new(ProblemName::$variant, $sentence);
                $($crate::problem::params::Param::add(self.$field, param_key!($field $($key)?), &mut problem.params);)*
                problem
            }

            #[cfg(feature = "schema")]
            fn params_schema() -> $crate::problem::params::ParamsSchema {
                #[allow(unused_mut, reason = "some problems have no params")]
                let mut schema = $crate::problem::params::ParamsSchema::new();
                $(<$type as $crate::problem::params::Param>::describe(
                    param_key!($field $($key)?),
                    concat!($($field_doc),*),
                    &mut schema,
                );)*
                schema
            }
        }
    };
}

macro_rules! param_key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// The schema of the params of a problem.
#[cfg(feature = "schema")]
macro_rules! params_schema {
    ($variant:ident Structural) => {
        $crate::problem::structural::params_schema()
    };
    ($variant:ident $shape:tt) => {
        $variant::params_schema()
    };
}

/// Declares the causes that a problem can have, each with its own params and its own part of the sentence.
///
/// ```text
/// /// Why nothing is created.
/// enum Reason<'a> {
///     /// Nothing to create from.
///     NoSource = "NO_SOURCE" => "there is no source";
///     /// No file fits.
///     NoFittingFiles = "NO_FITTING_FILES" { /// The inputs. inputs: Vec<&'a str> } => format!("…");
/// }
/// ```
///
/// The key of the param that distinguishes them is that of the field that holds them: `cause` or `because`.
macro_rules! causes {
    (
        $(#[doc = $enum_doc:literal])+
        enum $causes:ident $(<$life:lifetime>)? {
            $(
                $(#[doc = $doc:literal])+
                $variant:ident = $text:literal $({
                    $($(#[doc = $field_doc:literal])* $field:ident $(as $key:literal)?: $type:ty),* $(,)?
                    $(; $($(#[doc = $word_doc:literal])* $word:ident: $word_type:ty),* $(,)?)?
                })? => $sentence:expr;
            )+
        }
    ) => {
        $(#[doc = $enum_doc])+
        #[derive(Debug, Clone)]
        pub(crate) enum $causes $(<$life>)? {
            $(
                $(#[doc = $doc])+
                $variant $({
                    $($(#[doc = $field_doc])* $field: $type,)*
                    $($($(#[doc = $word_doc])* $word: $word_type,)*)?
                })?,
            )+
        }

        impl $(<$life>)? $causes $(<$life>)? {
            /// The string by which programs know it.
            pub(crate) fn as_str(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $text,)+ }
            }

            /// What the description says about it.
            #[allow(unused_variables, reason = "not every param is in the sentence")]
            pub(crate) fn sentence(&mut self) -> String {
                match self {
                    $(Self::$variant $({ $($field,)* $($($word,)*)? })? => $sentence.into(),)+
                }
            }
        }

        impl $(<$life>)? $crate::problem::params::Param for $causes $(<$life>)? {
            fn add(self, key: &'static str, params: &mut $crate::problem::params::Params) {
                params.insert(key.into(), self.as_str().into());
                match self {
                    $(Self::$variant $({ $($field,)* .. })? => {
                        $($($crate::problem::params::Param::add($field, param_key!($field $($key)?), params);)*)?
                    })+
                }
            }

            #[cfg(feature = "schema")]
            fn describe(
                key: &'static str,
                description: &str,
                schema: &mut $crate::problem::params::ParamsSchema,
            ) {
                schema.branch(&Self::schemas(key, description));
            }
        }

        /// The cause is not always known.
        impl $(<$life>)? $crate::problem::params::Param for Option<$causes $(<$life>)?> {
            fn add(self, key: &'static str, params: &mut $crate::problem::params::Params) {
                if let Some(cause) = self {
                    cause.add(key, params);
                }
            }

            #[cfg(feature = "schema")]
            fn describe(
                key: &'static str,
                description: &str,
                schema: &mut $crate::problem::params::ParamsSchema,
            ) {
                let mut causes = <$causes>::schemas(key, description);
                causes.push($crate::problem::params::ParamsSchema::new());
                schema.branch(&causes);
            }
        }

        #[cfg(feature = "schema")]
        impl $(<$life>)? $causes $(<$life>)? {
            /// The schemas of the params of each cause.
            fn schemas(
                key: &'static str,
                description: &str,
            ) -> Vec<$crate::problem::params::ParamsSchema> {
                let mut causes = Vec::new();
                $({
                    let mut cause = $crate::problem::params::ParamsSchema::new();
                    let means = [description, concat!($($doc),+)].concat();
                    cause.add(key, &means, serde_json::json!({ "const": $text, "type": "string" }), true);
                    $($(<$type as $crate::problem::params::Param>::describe(
                        param_key!($field $($key)?),
                        concat!($($field_doc),*),
                        &mut cause,
                    );)*)?
                    causes.push(cause);
                })+
                causes
            }
        }
    };
}
