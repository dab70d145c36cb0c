//! The inputs of a function: an object of documents and options, taken apart but not read yet.

use std::borrow::Cow;

use super::members::{members, string};
use super::print::{PRINT, Print, invalid, not_as_it_should_be};
use super::takes::{Takes, inputs};
use crate::problem::structural::{Mistake, structural};
use crate::problem::{Problem, ProblemName, join};
use crate::read::suggestion::nearest;
use crate::read::tree::{Kind, Tape, Tree, Unreadable};
use crate::read::{At, Collector, Limits, Read, Reading, read_tree, read_what_can_be};
use crate::sorted::SortedMap;
use crate::validate::Context;
use crate::words::{choice_list, quoted};

inputs! {
    /// What every function takes.
    CallOptions {
        /// How much is read; each limit that is omitted has its default.
        limits: optional "Limits",
    }
}

/// The input that says how much of the others is read.
const LIMITS: &str = "limits";

/// The inputs of one call.
#[derive(Default)]
pub(super) struct Inputs<'i> {
    /// The names of the main input, in each of its forms.
    main: Vec<&'static str>,
    parts: SortedMap<&'static str, Part<'i>>,
    /// How much of each document is read.
    pub(super) limits: Limits,
    /// How to print the result for people; `None` to print nothing.
    pub(super) print: Option<Print>,
    /// What is wrong with the inputs together, so that no function can run.
    pub(super) errors: Vec<Problem>,
}

/// One input.
pub(super) struct Part<'i> {
    name: &'static str,
    /// Whether it is the main input: then its problems name no document.
    is_main: bool,
    source: Source<'i>,
    /// How much of it is read.
    limits: Limits,
}

/// What an input was given as.
enum Source<'i> {
    /// A string: an option, or the JSON text of a document, in which the user can look up a line and a column.
    Text(Cow<'i, str>),
    /// A value in JSON, and what that cannot say.
    Json(&'i str, SortedMap<u32, String>),
    /// A value of JavaScript.
    Tape(Tape<'i>),
    /// It is longer than that many bytes, and could not be passed.
    LongerThan(usize),
}

impl<'i> Inputs<'i> {
    /// Takes the inputs of a function apart, which are members of an object in JSON. What that cannot say is in
    /// `foreign`.
    pub(super) fn new(input: &'i str, foreign: &str, takes: &Takes) -> Self {
        Self::of_sources(takes, || {
            let values = members(input).ok_or_else(|| not_an_object(input))?;
            let mut foreign = foreign_values(foreign)?;
            let sources = values.into_iter().map(|(name, value)| {
                let source = match foreign.remove(&name).unwrap_or_default() {
                    Foreign::LongerThan(bytes) => Source::LongerThan(bytes),
                    Foreign::Values(foreign) => Source::of_json(value, foreign),
                };
                (Cow::Owned(name), source)
            });
            Ok(sources.collect())
        })
    }

    /// The same of inputs that JavaScript wrote on a tape: for each its name, the number of words and of code units
    /// that it takes, and itself; no words, and a number of bytes, for one that is longer than that.
    pub(super) fn on_tape(mut tape: Tape<'i>, takes: &Takes) -> Self {
        Self::of_sources(takes, || {
            let mut sources = Vec::new();
            while !tape.is_empty() {
                let mut next = || {
                    let length = tape.take_number()?;
                    let name = tape.take(0, length)?.text();
                    let (words, units) = (tape.take_number()?, tape.take_number()?);
                    let source = match words {
                        0 => Source::LongerThan(units),
                        _ => Source::of_tape(tape.take(words, units)?),
                    };
                    Some((Cow::Borrowed(name), source))
                };
                sources.push(next().ok_or_else(|| invalid("input"))?);
            }
            Ok(sources)
        })
    }

    fn of_sources(
        takes: &Takes,
        sources: impl FnOnce() -> Result<Vec<(Cow<'i, str>, Source<'i>)>, Problem>,
    ) -> Self {
        let mut inputs = Inputs {
            main: takes.main(),
            ..Inputs::default()
        };
        match sources() {
            Ok(sources) => inputs.sort(sources, &takes.all()),
            Err(problem) => inputs.errors.push(problem),
        }
        inputs
    }

    fn sort(&mut self, sources: Vec<(Cow<'i, str>, Source<'i>)>, names: &[&'static str]) {
        for (name, source) in sources {
            let known = names.iter().find(|known| **known == name);
            if name == PRINT {
                let part = Part::new(PRINT, false, source);
                let print = part.tree().ok().and_then(|tree| Print::read(&tree));
                if print.is_none() {
                    self.errors.push(invalid(PRINT));
                }
                self.print = print;
            } else if let Some(known) = known {
                let part = Part::new(known, self.main.contains(known), source);
                self.parts.insert(known, part);
            } else {
                self.errors.push(unknown(&name, names));
            }
        }
        if let Some(limits) = self.optional(LIMITS) {
            let Reading {
                document, errors, ..
            } = limits.read::<Limits>();
            self.errors.extend(errors);
            self.limits = document.unwrap_or_default();
            for (_, part) in self.parts.iter_mut() {
                part.limits = self.limits;
            }
        }
    }

    /// The main inputs that are given, in any of their forms.
    pub(super) fn main_parts(&self) -> impl Iterator<Item = &Part<'i>> {
        self.main.iter().filter_map(|name| self.optional(name))
    }

    /// The main input, in the first of its forms that is given.
    pub(super) fn main(&self) -> Result<&Part<'i>, Problem> {
        match self.main_parts().next() {
            Some(part) => Ok(part),
            None => self.required(self.main.last().copied().unwrap_or_default()),
        }
    }

    /// An input that may be omitted, or be `null`.
    pub(super) fn optional(&self, name: &str) -> Option<&Part<'i>> {
        self.parts.get(name).filter(|part| !part.source.is_null())
    }

    pub(super) fn required(&self, name: &'static str) -> Result<&Part<'i>, Problem> {
        self.parts.get(name).ok_or_else(|| {
            let mistake = Mistake::MissingField {
                field: name,
                said: format!("The input \"{name}\" is missing."),
            };
            structural(ProblemName::InvalidRequest, None, mistake)
        })
    }
}

impl<'i> Source<'i> {
    fn of_json(json: &'i str, foreign: SortedMap<u32, String>) -> Self {
        match json.starts_with('"').then(|| string(json)).flatten() {
            Some(string) => Source::Text(Cow::Owned(string)),
            None => Source::Json(json, foreign),
        }
    }

    fn of_tape(tape: Tape<'i>) -> Self {
        match tape.as_string() {
            Some(string) => Source::Text(Cow::Borrowed(string)),
            None => Source::Tape(tape),
        }
    }

    fn is_null(&self) -> bool {
        match self {
            Source::Json(json, foreign) => *json == "null" && foreign.is_empty(),
            Source::Tape(tape) => tape.is_null(),
            Source::Text(text) => text == "null",
            Source::LongerThan(_) => false,
        }
    }
}

impl<'i> Part<'i> {
    fn new(name: &'static str, is_main: bool, source: Source<'i>) -> Self {
        Part {
            name,
            is_main,
            source,
            limits: Limits::default(),
        }
    }

    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// A mistake in this input as a whole.
    pub(super) fn mistake(&self, mistake: Mistake<'_>) -> Problem {
        self.tagged(structural(ProblemName::InvalidRequest, None, mistake))
    }

    /// A problem as one of this input.
    pub(super) fn tagged(&self, problem: Problem) -> Problem {
        if self.is_main {
            problem
        } else {
            problem.of(self.name)
        }
    }

    fn tag(&self, errors: &mut Vec<Problem>, warnings: &mut Vec<Problem>) {
        for problems in [errors, warnings] {
            if !self.is_main {
                *problems = about(self.name, std::mem::take(problems));
            }
        }
    }

    /// The tree, or why there is none as a problem of that name.
    fn tree_of(&self, name: ProblemName) -> Result<Tree<'_>, Problem> {
        self.tree()
            .map_err(|unreadable| unreadable.into_problem(name, self.text_with_positions()))
    }

    pub(super) fn tree(&self) -> Result<Tree<'_>, Unreadable> {
        match &self.source {
            Source::Text(text) => Tree::from_text(text, &self.limits),
            Source::Json(json, foreign) => {
                let mut tree = Tree::from_text(json, &self.limits)?;
                for (index, found) in foreign {
                    tree.mark_foreign(*index, found);
                }
                Ok(tree.without_positions())
            }
            Source::Tape(tape) => Tree::from_tape(*tape, &self.limits),
            Source::LongerThan(bytes) => Err(Unreadable::longer_than(*bytes, &self.limits)),
        }
    }

    /// Whether it is an object with that field.
    pub(super) fn has_field(&self, field: &str) -> bool {
        self.tree().is_ok_and(|tree| {
            let mut children = tree.children(0);
            children.any(|child| tree.key(child) == Some(field))
        })
    }

    /// What `read` makes of it, if it is neither a string nor contains others.
    fn scalar<V>(&self, read: fn(Kind<'_>) -> Option<V>) -> Option<V> {
        let tree = match self.source {
            Source::Text(_) => return None,
            _ => self.tree().ok()?,
        };
        read(tree.kind(0)?)
    }

    /// The problem of an option that cannot be read.
    pub(super) fn invalid(&self) -> Problem {
        self.tagged(not_as_it_should_be(self.name))
    }

    /// What one of a few words stands for.
    pub(super) fn one_of<W: Copy>(&self, words: &[(&'static str, W)]) -> Result<W, Problem> {
        let found = self.string()?;
        match words.iter().find(|(word, _)| *word == found) {
            Some((_, meant)) => Ok(*meant),
            None => Err(self.none_of(words.iter().map(|(word, _)| *word).collect(), found)),
        }
    }

    fn none_of(&self, allowed: Vec<&'static str>, found: &str) -> Problem {
        let said = format!(
            "The input \"{}\" is {}, but must be one of {}.",
            self.name,
            quoted(found),
            choice_list(&allowed)
        );
        let suggestion = nearest(found, allowed.iter().copied());
        let mistake = Mistake::InvalidValue {
            found: Some(found),
            allowed: Some(allowed),
            suggestion: None,
            started: None,
            ended: None,
            said,
        };
        let problem = structural(ProblemName::InvalidRequest, Some(self.name), mistake);
        self.tagged(problem.meant(suggestion))
    }

    /// The text of an option.
    pub(super) fn string(&self) -> Result<&str, Problem> {
        self.text_with_positions().ok_or_else(|| self.invalid())
    }

    /// The text that a user can look up lines and columns in.
    pub(super) fn text_with_positions(&self) -> Option<&str> {
        match &self.source {
            Source::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether an option is on.
    pub(super) fn boolean(&self) -> Result<bool, Problem> {
        let is_on = self.scalar(|kind| match kind {
            Kind::Boolean(is_on) => Some(is_on),
            _ => None,
        });
        is_on.ok_or_else(|| self.invalid())
    }

    /// The number of an input that is one.
    pub(super) fn as_number(&self) -> Option<u64> {
        self.scalar(|kind| match kind {
            Kind::Integer(number) => number.try_into().ok(),
            _ => None,
        })
    }

    /// What can be read of the context that this input is, and what is wrong with it.
    pub(super) fn what_can_be_read_of_context(&self) -> (Context, Vec<Problem>) {
        let mut context = Context::new();
        let errors = self.read_context(&mut |at, collector| {
            context = Context::of_what_can_be_read(at, collector);
        });
        (context, errors)
    }

    /// Replaces what this input, a context, has of another context; nothing if anything is wrong with it.
    pub(super) fn update_context(&self, context: &mut Context) -> Result<(), Vec<Problem>> {
        let errors = self.read_context(&mut |at, collector| {
            // What keeps it from being updated is collected.
            let _ = context.update(at, collector);
        });
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors)
        }
    }

    fn read_context(&self, read: &mut dyn FnMut(At<'_>, &mut Collector)) -> Vec<Problem> {
        let tree = match self.tree_of(Context::NAME) {
            Ok(tree) => tree,
            Err(problem) => return vec![self.tagged(problem)],
        };
        let mut collector = Collector::new(&self.limits);
        read(At::root(&tree, Context::NAME), &mut collector);
        let (mut errors, _) = collector.finish(&tree);
        self.tag(&mut errors, &mut Vec::new());
        errors
    }

    /// What can be read of a document, though there may be errors, and the errors and the warnings.
    pub(super) fn read_what_can_be<D: Read>(&self) -> (Option<D>, Vec<Problem>, Vec<Problem>) {
        let (document, mut errors, mut warnings) = match self.tree_of(D::NAME) {
            Ok(tree) => read_what_can_be(&tree, &self.limits),
            Err(problem) => (None, vec![problem], Vec::new()),
        };
        self.tag(&mut errors, &mut warnings);
        (document, errors, warnings)
    }

    pub(super) fn read<D: Read>(&self) -> Reading<D> {
        let mut reading = match self.tree_of(D::NAME) {
            Ok(tree) => read_tree(&tree, &self.limits),
            Err(problem) => Reading::failed(problem),
        };
        self.tag(&mut reading.errors, &mut reading.warnings);
        reading
    }
}

/// What the JSON of an input cannot say.
enum Foreign {
    /// By number of the value in document order, the name of what stands there.
    Values(SortedMap<u32, String>),
    /// The input is longer than that many bytes.
    LongerThan(usize),
}

impl Default for Foreign {
    fn default() -> Self {
        Foreign::Values(SortedMap::new())
    }
}

/// What JSON cannot say, by input.
fn foreign_values(text: &str) -> Result<SortedMap<String, Foreign>, Problem> {
    if text.is_empty() {
        return Ok(SortedMap::new());
    }
    let read = || -> Option<SortedMap<String, Foreign>> {
        let foreign = |values: &str| -> Option<Foreign> {
            if let Ok(bytes) = values.parse() {
                return Some(Foreign::LongerThan(bytes));
            }
            let members = members(values)?.into_iter();
            let values = members
                .map(|(number, found)| Some((number.parse().ok()?, string(found)?)))
                .collect::<Option<_>>()?;
            Some(Foreign::Values(values))
        };
        members(text)?
            .into_iter()
            .map(|(input, values)| Some((input, foreign(values)?)))
            .collect()
    };
    read().ok_or_else(|| invalid("foreign"))
}

/// Why an input that holds no inputs is none, in the reader's words.
fn not_an_object(input: &str) -> Problem {
    let limits = Limits::default();
    let tree = match Tree::from_text(input, &limits) {
        Ok(tree) => tree,
        Err(unreadable) => {
            return unreadable.into_problem(ProblemName::InvalidRequest, Some(input));
        }
    };
    let mut collector = Collector::new(&limits);
    let root = At::root(&tree, ProblemName::InvalidRequest);
    root.refuse_type(&mut collector, "object", "an object with the inputs");
    let (mut errors, _) = collector.finish(&tree);
    errors.pop().unwrap_or_else(|| invalid("input"))
}

/// An input that the function does not take. The problem is about the call: its path leads into the inputs.
fn unknown(name: &str, names: &[&'static str]) -> Problem {
    let mistake = Mistake::UnknownField {
        allowed: None,
        suggestion: None,
        said: format!("There is no input {}.", quoted(name)),
    };
    structural(ProblemName::InvalidRequest, Some(name), mistake)
        .at(join("", name))
        .meant(nearest(name, names.iter().copied()))
}

/// Problems of the input of that name; those that name another one already are of that.
pub(super) fn about(document: &'static str, problems: Vec<Problem>) -> Vec<Problem> {
    let problems = problems.into_iter();
    let about = problems.map(|problem| match problem.document {
        Some(_) => problem,
        None => problem.of(document),
    });
    about.collect()
}
