//! The context of requests: from options, from a folder, or from the file `scale-batch.json`.

use serde_json::Value;

use super::arguments::Arguments;
use super::commands::CONTEXT;
use super::failure::{Failure, Stop, did_you_mean};
use super::machine::Obstacle;
use super::paths::{self, CONFIGURATION};
use super::session::{Session, check_json, content, joined, name_of};

/// Documents beside the main one.
#[derive(Default)]
pub(super) struct Beside {
    /// By the name of their input, each as JSON.
    pub(super) documents: Vec<(String, String)>,
    /// The names of their files, by the name of their input.
    pub(super) sources: Vec<(String, String)>,
    /// All these files.
    pub(super) files: Vec<String>,
}

/// The files of a context by the name of their option, each found at the first place that has it.
#[derive(Default)]
struct Found(Vec<(&'static str, Vec<String>)>);

impl Found {
    fn add(&mut self, option: &'static str, files: Vec<String>) {
        let is_known = self.0.iter().any(|(known, _)| *known == option);
        if !is_known && !files.is_empty() {
            self.0.push((option, files));
        }
    }
}

/// The context that the options, a folder or `scale-batch.json` name.
pub(super) async fn context_of(session: &Session, given: &Arguments) -> Result<Beside, Stop> {
    let mut found = Found::default();
    for option in CONTEXT {
        if let Some(file) = given.option(option.name) {
            found.add(option.name, vec![file.to_owned()]);
        }
    }
    match given.option("context") {
        Some(folder) => of_folder(session, folder, &mut found).await?,
        // The service that edits needs none.
        None if given.service() == Some("edit") => {}
        None => of_configuration(session, &mut found).await?,
    }
    let mut beside = Beside::default();
    for (option, files) in found.0 {
        let input = option.replace('-', "_");
        let (document, source) = if let [file] = files.as_slice() {
            (session.text_of(file).await?, name_of(file).to_owned())
        } else {
            let mut items = Vec::new();
            for file in &files {
                items.push(session.json_of(file).await?);
            }
            (format!("[{}]", items.join(",")), files.join(", "))
        };
        beside.documents.push((input.clone(), document));
        beside.sources.push((input, source));
        beside.files.extend(files);
    }
    Ok(beside)
}

/// The files of a folder that are named as the options: `dataset.json`, or `revisions/` with one for each.
async fn of_folder(session: &Session, folder: &str, found: &mut Found) -> Result<(), Failure> {
    let entries = session.entries_of(folder).await;
    let mut entries = entries.map_err(|obstacle| Failure::unreadable_folder(folder, &obstacle))?;
    // The same file wins on every host: a folder before a file, and JSON before YAML.
    entries.sort_by(|one, other| one.name.cmp(&other.name));
    for option in CONTEXT {
        for entry in &entries {
            let path = joined(folder, &entry.name);
            if entry.is_folder && entry.name == option.name {
                found.add(
                    option.name,
                    paths::inside(session, &path).await.unwrap_or_default(),
                );
            } else if paths::stem(&entry.name) == Some(option.name) {
                found.add(option.name, vec![path]);
            }
        }
    }
    Ok(())
}

/// The files that the nearest `scale-batch.json` names, in the working directory or a folder that it is in.
async fn of_configuration(session: &Session, found: &mut Found) -> Result<(), Failure> {
    for height in 0..=session.depth {
        let folder = "../".repeat(height);
        let name = format!("{folder}{CONFIGURATION}");
        let bytes = match session.bytes_of(&name).await {
            Ok(bytes) => bytes,
            Err(Obstacle::NotFound | Obstacle::NoPermission) => continue,
            Err(obstacle) => return Err(Failure::unreadable(&name, &obstacle)),
        };
        return read_configuration(session, &folder, &content(&name, bytes)?, found).await;
    }
    Ok(())
}

async fn read_configuration(
    session: &Session,
    folder: &str,
    text: &str,
    found: &mut Found,
) -> Result<(), Failure> {
    let name = format!("{folder}{CONFIGURATION}");
    let wrong = |reason: String| Failure::new(format!("{name}: {reason}"));
    check_json(&name, text, None)?;
    let Ok(Value::Object(members)) = serde_json::from_str(text) else {
        return Err(wrong(
            "it must be an object with the files of the context.".to_owned(),
        ));
    };
    let mut context = None;
    for (key, value) in &members {
        let names: Option<Vec<&str>> = match value {
            Value::String(name) => Some(vec![name]),
            Value::Array(names) => names.iter().map(Value::as_str).collect(),
            _ => None,
        };
        if key == "$schema" {
            continue; // It is for editors.
        }
        let Some(names) = names.filter(|names| !names.is_empty()) else {
            return Err(wrong(format!(
                "\"{key}\" must be the name of a file, or an array of names."
            )));
        };
        let places: Vec<String> = names.into_iter().map(|name| placed(folder, name)).collect();
        if key == "context" {
            let [place] = <[String; 1]>::try_from(places)
                .map_err(|_| wrong("\"context\" must be the name of one folder.".to_owned()))?;
            context = Some(place);
            continue;
        }
        let Some(option) = CONTEXT.iter().find(|option| option.name == key) else {
            let known = CONTEXT.iter().map(|option| option.name);
            let meant = did_you_mean(key, "", known.chain(["context"]));
            return Err(wrong(format!("there is no \"{key}\".{meant}")));
        };
        found.add(
            option.name,
            paths::files_of(session, &places, &[]).await.names()?,
        );
    }
    match context {
        Some(folder) => of_folder(session, &folder, found).await,
        None => Ok(()),
    }
}

/// A path as seen from the working directory, of one that is written in a file of a folder.
fn placed(folder: &str, path: &str) -> String {
    let is_absolute = path.starts_with(['/', '\\']) || path.chars().nth(1) == Some(':');
    if is_absolute {
        path.to_owned()
    } else {
        format!("{folder}{path}")
    }
}
