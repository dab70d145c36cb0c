//! One call of a function: its inputs, what is wrong with them, and its result.

use std::cell::Cell;
use std::marker::PhantomData;

use serde::Serialize;

use super::inputs::{Inputs, Part, about};
use super::print::Print;
use super::takes::inputs;
use crate::documents::SubRecipeTypes;
use crate::problem::{Problem, Problems};
use crate::read::{Limits, Read, Reading};
use crate::write::{Write, Writer};

/// One call. It reads the inputs, and gathers their problems: each names the input that it is about, unless that is the
/// main one.
pub(super) struct Call<'i> {
    inputs: Inputs<'i>,
    errors: Vec<Problem>,
    warnings: Vec<Problem>,
    /// The result for people, where it was asked for.
    text: Option<String>,
    writer: Cell<Writer>,
}

/// Why a function has no result.
#[derive(Default)]
pub(super) struct Stopped(pub(super) Vec<Problem>);

impl From<Problem> for Stopped {
    fn from(problem: Problem) -> Self {
        Stopped(vec![problem])
    }
}

impl From<Vec<Problem>> for Stopped {
    fn from(problems: Vec<Problem>) -> Self {
        Stopped(problems)
    }
}

impl From<Problems> for Stopped {
    fn from(problems: Problems) -> Self {
        Stopped(problems.into_vec())
    }
}

/// What a function returns, or why it has no result.
pub(super) type Returned<R> = Result<R, Stopped>;

/// A result. Its default is the shape of a failure, so that a caller who reads on finds no field missing.
pub(super) trait Outcome {
    fn write_result(self, call: &Call<'_>);
    /// Writes the result of a function that stopped.
    fn write_failure(errors: Vec<Problem>, call: &Call<'_>);
}

/// Makes results of structs that list their errors.
macro_rules! outcomes {
    ($($result:ty),+ $(,)?) => {$(
        impl $crate::edge::call::Outcome for $result {
            fn write_result(self, call: &$crate::edge::call::Call<'_>) {
                call.write(&self);
            }

            fn write_failure(
                errors: Vec<$crate::problem::Problem>,
                call: &$crate::edge::call::Call<'_>,
            ) {
                call.write(&Self { errors, ..Self::default() });
            }
        }
    )+};
}
pub(super) use outcomes;

/// A result that has either errors or fields: written already, because `R` borrows what it is made of.
pub(super) struct Written<R>(PhantomData<fn() -> R>);

/// The result of a function that only the package itself calls.
pub(super) struct Internal;

impl<R> Outcome for Written<R> {
    fn write_result(self, _: &Call<'_>) {}

    fn write_failure(errors: Vec<Problem>, call: &Call<'_>) {
        Failed::write_failure(errors, call);
    }
}

/// What is wrong, where there is no other result.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Failed {
    /// What is wrong with the inputs.
    pub(crate) errors: Vec<Problem>,
}

impl Outcome for Failed {
    fn write_result(self, call: &Call<'_>) {
        call.write(&self);
    }

    fn write_failure(errors: Vec<Problem>, call: &Call<'_>) {
        Failed { errors }.write_result(call);
    }
}

inputs! {
    /// Revisions of recipe types.
    KnownRevisions {
        /// The recipe types of recipe nodes, to look inside: `{name, revision_num, definition}` each, as
        /// `GET /v6/recipe-types/{name}/revisions/{n}/` serves them, or the details of recipe types, which are their
        /// latest revisions.
        revisions: optional "DocumentOrText<ServedList<SubRecipeType>>",
        /// The former name of `revisions`, still accepted.
        sub_recipe_types: optional "DocumentOrText<ServedList<SubRecipeType>>",
    }
}

impl<'i> Call<'i> {
    pub(super) fn new(inputs: Inputs<'i>, writer: Writer) -> Self {
        Call {
            inputs,
            errors: Vec::new(),
            warnings: Vec::new(),
            text: None,
            writer: Cell::new(writer),
        }
    }

    /// Goes on only if the inputs can be taken apart.
    pub(super) fn begin(&mut self) -> Returned<()> {
        match std::mem::take(&mut self.inputs.errors) {
            errors if errors.is_empty() => Ok(()),
            errors => Err(errors.into()),
        }
    }

    /// How much of each document is read.
    pub(super) fn limits(&self) -> Limits {
        self.inputs.limits
    }

    /// An input that may be omitted or `null`.
    pub(super) fn part(&self, name: &str) -> Option<&Part<'i>> {
        self.inputs.optional(name)
    }

    pub(super) fn required_part(&self, name: &'static str) -> Result<&Part<'i>, Problem> {
        self.inputs.required(name)
    }

    /// The main input; `None` if it is broken.
    pub(super) fn main<D: Read>(&mut self) -> Result<Option<D>, Problem> {
        let reading = self.inputs.main()?.read();
        Ok(self.take(reading))
    }

    /// The main inputs that are given, in any of their forms.
    pub(super) fn main_parts(&self) -> impl Iterator<Item = &Part<'i>> {
        self.inputs.main_parts()
    }

    pub(super) fn main_part(&self) -> Result<&Part<'i>, Problem> {
        self.inputs.main()
    }

    /// A document that has to be given; `None` if it is broken.
    pub(super) fn required<D: Read>(&mut self, name: &'static str) -> Result<Option<D>, Problem> {
        let reading = self.inputs.required(name)?.read();
        Ok(self.take(reading))
    }

    /// A document that may be omitted; `None` if it is, or is broken.
    pub(super) fn optional<D: Read>(&mut self, name: &str) -> Option<D> {
        let reading = self.inputs.optional(name)?.read();
        self.take(reading)
    }

    /// A document that has its defaults if it is omitted; `None` if it is broken.
    pub(super) fn or_default<D: Read + Default>(&mut self, name: &str) -> Option<D> {
        match self.inputs.optional(name).map(Part::read) {
            Some(reading) => self.take(reading),
            None => Some(D::default()),
        }
    }

    /// What can be read of a list, which is useful without the items that are broken.
    pub(super) fn what_can_be_read<D: Read + Default>(&mut self, name: &str) -> D {
        let Some(part) = self.inputs.optional(name) else {
            return D::default();
        };
        let (document, errors, warnings) = part.read_what_can_be::<D>();
        self.keep(errors, warnings);
        document.unwrap_or_default()
    }

    /// The revisions of recipe types in `revisions` and, under its former name, in `sub_recipe_types`; `None` when one
    /// of the two is broken.
    pub(super) fn revisions(&mut self) -> Option<SubRecipeTypes> {
        let revisions = self.or_default::<SubRecipeTypes>("revisions");
        let sub_recipe_types = self.or_default::<SubRecipeTypes>("sub_recipe_types");
        Some(revisions?.and(&sub_recipe_types?))
    }

    /// Keeps what is wrong with a document.
    pub(super) fn take<D>(&mut self, reading: Reading<D>) -> Option<D> {
        self.keep(reading.errors, reading.warnings);
        reading.document
    }

    /// Keeps problems that are tagged already.
    pub(super) fn keep(&mut self, errors: Vec<Problem>, warnings: Vec<Problem>) {
        self.errors.extend(errors);
        self.warnings.extend(warnings);
    }

    /// Errors of the input of that name.
    pub(super) fn fail(&mut self, document: &'static str, errors: Vec<Problem>) {
        self.errors.extend(about(document, errors));
    }

    /// What is questionable in the main input.
    pub(super) fn warn_of_main(&mut self, warnings: Vec<Problem>) {
        self.warnings.extend(warnings);
    }

    /// What is questionable in the input of that name.
    pub(super) fn warn(&mut self, document: &'static str, warnings: Vec<Problem>) {
        self.warnings.extend(about(document, warnings));
    }

    /// Goes on only if no document is broken.
    pub(super) fn go_on(&mut self) -> Returned<()> {
        if self.errors.is_empty() {
            return Ok(());
        }
        Err(std::mem::take(&mut self.errors).into())
    }

    /// The errors and the warnings of all documents, for the result.
    pub(super) fn problems(&mut self) -> (Vec<Problem>, Vec<Problem>) {
        (
            std::mem::take(&mut self.errors),
            std::mem::take(&mut self.warnings),
        )
    }

    /// Adds the result for people, if it is asked for.
    pub(super) fn print(&mut self, text: impl FnOnce(&Print) -> String) {
        if !cfg!(feature = "full") {
            return;
        }
        if let Some(print) = &self.inputs.print {
            self.text = Some(text(print));
        }
    }

    /// How to print the result for people, if it is asked for.
    pub(super) fn how_to_print(&self) -> Option<&Print> {
        self.inputs.print.as_ref()
    }

    /// Writes the result.
    pub(super) fn write(&self, result: &dyn Write) {
        let mut writer = self.writer.take();
        result.write(&mut writer);
        self.writer.set(writer);
    }

    /// Writes a result that has either errors or fields.
    pub(super) fn written<R>(&self, result: &dyn Write) -> Written<R> {
        self.write(result);
        Written(PhantomData)
    }

    /// The result, with that for people if it was asked for.
    pub(super) fn finish(self) -> Writer {
        let mut writer = self.writer.into_inner();
        if let Some(text) = self.text {
            writer.add_to_object("text", &text);
        }
        writer
    }
}

#[cfg(feature = "schema")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{Failed, Internal, Written};

    /// Either the result or the errors.
    impl<R: JsonSchema> JsonSchema for Written<R> {
        fn schema_name() -> Cow<'static, str> {
            R::schema_name()
        }

        fn inline_schema() -> bool {
            true
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let (result, failed) = (
                generator.subschema_for::<R>(),
                generator.subschema_for::<Failed>(),
            );
            json_schema!({ "anyOf": [result, failed] })
        }
    }

    impl JsonSchema for Internal {
        fn schema_name() -> Cow<'static, str> {
            "Internal".into()
        }

        fn inline_schema() -> bool {
            true
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({})
        }
    }
}
