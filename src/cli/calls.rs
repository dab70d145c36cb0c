//! Calls of the crate that the arguments result in.

use super::arguments::Arguments;
use super::commands::{CommandOption, DIFF_DOCUMENTS, RECIPE_DOCUMENTS};
use super::context::Beside;
use super::failure::{Failure, Stop};
use super::format::Format;
use super::paths;
use super::session::{Session, Terminal, as_json, name_of, object};
use crate::edge;

/// One call of the crate.
pub(super) struct Call {
    /// The name of the input in the list of problems.
    pub(super) source: String,
    /// The names of other files in that list, by the name of their input.
    pub(super) sources: Vec<(String, String)>,
    /// The inputs by name, each as JSON.
    pub(super) inputs: Vec<(String, String)>,
}

impl Call {
    /// What a function returns; with a text for people, if they are to read it in this terminal.
    pub(super) fn result(mut self, function: &str, terminal: Option<Terminal>) -> String {
        if let Some(terminal) = terminal {
            let sources = self.sources.iter();
            let sources: Vec<_> = sources
                .map(|(name, source)| (name.clone(), as_json(source)))
                .collect();
            let mut print = vec![
                ("source".to_owned(), as_json(&self.source)),
                ("sources".to_owned(), object(&sources)),
                ("colour".to_owned(), terminal.has_colours.to_string()),
            ];
            if let Some(columns) = terminal.columns {
                print.push(("columns".to_owned(), columns.to_string()));
            }
            self.inputs.push(("print".to_owned(), object(&print)));
        }
        edge::call(function, &object(&self.inputs), "")
    }
}

/// The inputs that every call has.
pub(super) fn common(given: &Arguments) -> Vec<(String, String)> {
    let limits = given.option("limits");
    let limits = limits.map(|limits| ("limits".to_owned(), limits_of(limits)));
    limits.into_iter().collect()
}

/// The documents that a recipe is checked against, and its name.
pub(super) async fn beside_recipe(session: &Session, given: &Arguments) -> Result<Beside, Stop> {
    let named_files = files_of(RECIPE_DOCUMENTS, given);
    let sources = named(&named_files);
    let files = named_files.iter().map(|(_, file)| file.clone()).collect();
    let mut documents = session.texts_of(named_files).await?;
    if let Some(name) = given.option("name") {
        documents.insert(0, ("name".to_owned(), as_json(name)));
    }
    Ok(Beside {
        documents,
        sources,
        files,
    })
}

/// The call that compares two files, or reads the diff in one; `others` are its other inputs.
pub(super) async fn of_diff(
    session: &Session,
    files: &[String],
    given: &Arguments,
    others: Vec<(String, String)>,
) -> Result<Call, Stop> {
    let inputs: &[&str] = match files {
        [_] => &["diff"],
        _ => &["previous", "current"],
    };
    let documents = inputs.iter().map(|input| (*input).to_owned());
    let mut all: Vec<_> = documents.zip(files.iter().cloned()).collect();
    let names: Vec<&str> = files.iter().map(|file| name_of(file)).collect();
    all.extend(files_of(DIFF_DOCUMENTS, given));
    let sources = named(&all);
    let mut inputs = session.texts_of(all).await?;
    inputs.extend(others);
    inputs.extend(common(given));
    Ok(Call {
        source: names.join(" → "),
        sources,
        inputs,
    })
}

pub(super) async fn of_comparison(session: &Session, given: &Arguments) -> Result<Call, Stop> {
    let files = paths::files_of(session, &given.files, &[]).await.names()?;
    let names: Vec<String> = files.iter().map(|file| name_of(file).to_owned()).collect();
    let mut documents = Vec::new();
    for file in &files {
        documents.push(as_json(&session.json_of(file).await?));
    }
    let documents = format!("[{}]", documents.join(","));
    let mut inputs = vec![("documents".to_owned(), documents)];
    if let Some(baseline) = given.option("baseline") {
        let options = format!("{{\"baseline\":{}}}", baseline_of(baseline)?);
        inputs.push(("options".to_owned(), options));
    }
    if given.has("spreadsheet") {
        if given.format != Format::Csv {
            let failure = Failure::new("The option --spreadsheet needs --format csv.");
            return Err(failure.with_help("compare --help").into());
        }
        inputs.push(("spreadsheet".to_owned(), "true".to_owned()));
    }
    inputs.extend(common(given));
    let numbers = (0_usize..).map(|number| number.to_string());
    Ok(Call {
        source: names.join(", "),
        sources: numbers.zip(names).collect(),
        inputs,
    })
}

/// The files given as options, by the name of their input.
fn files_of(known: &[CommandOption], given: &Arguments) -> Vec<(String, String)> {
    let files = known.iter().filter_map(|option| {
        let file = given.option(option.name)?;
        Some((option.name.replace('-', "_"), file.to_owned()))
    });
    files.collect()
}

/// The names of files in messages, by the name of their input.
fn named(files: &[(String, String)]) -> Vec<(String, String)> {
    let files = files.iter();
    files
        .map(|(name, file)| (name.clone(), name_of(file).to_owned()))
        .collect()
}

/// A number of up to 15 digits.
fn number_of(text: &str) -> Option<u64> {
    let is_number =
        (1..=15).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// `problems=5000,depth=300` as JSON. The reader knows which limits there are.
fn limits_of(list: &str) -> String {
    let mut limits: Vec<(String, String)> = Vec::new();
    for limit in list.split(',') {
        let mut parts = limit.split('=');
        let name = parts.next().unwrap_or_default().trim();
        let value = parts.next().unwrap_or_default();
        let value = match number_of(value.trim()) {
            Some(number) => number.to_string(),
            None => as_json(value),
        };
        match limits.iter_mut().find(|(known, _)| known == name) {
            Some((_, earlier)) => *earlier = value,
            None => limits.push((name.to_owned(), value)),
        }
    }
    object(&limits)
}

/// A word, or the id of a batch, as JSON.
fn baseline_of(text: &str) -> Result<String, Failure> {
    if text == "previous" || text == "root" {
        return Ok(as_json(text));
    }
    number_of(text).map(|id| id.to_string()).ok_or_else(|| {
        let message = format!(
            "The baseline must be previous, root or the id of a batch, but it is \"{text}\"."
        );
        Failure::new(message).with_help("compare --help")
    })
}
