//! Files, folders and patterns among the arguments.

use super::failure::Failure;
use super::machine::{Entry, Obstacle};
use super::session::{Session, joined};
use super::yaml::is_yaml;
use crate::hashed::HashedSet;

/// The file that names the files of a context, where options do not.
pub(super) const CONFIGURATION: &str = "scale-batch.json";

/// The files that arguments stand for.
pub(super) struct Files {
    pub(super) found: Vec<Found>,
    /// Whether there may be several, however many there are today.
    pub(super) are_several: bool,
}

/// What an argument stands for.
pub(super) enum Found {
    File(String),
    Nothing { argument: String, failure: Failure },
}

impl Files {
    /// The names of all files, if each argument stands for some.
    pub(super) fn names(self) -> Result<Vec<String>, Failure> {
        let names = self.found.into_iter().map(|found| match found {
            Found::File(name) => Ok(name),
            Found::Nothing { failure, .. } => Err(failure),
        });
        names.collect()
    }
}

/// The files that arguments stand for, in their order; those of a folder or a pattern are sorted by their names, and
/// without `scale-batch.json` and those that are `in_use` as something else.
pub(super) async fn files_of(session: &Session, arguments: &[String], in_use: &[String]) -> Files {
    let mut used = HashedSet::new();
    for file in in_use {
        used.insert(normal(file));
    }
    let mut found = Vec::new();
    let mut are_several = arguments.len() > 1;
    for argument in arguments {
        let names = if is_pattern(argument) {
            Ok(matching(session, argument).await)
        } else if argument == "-" {
            Err(Obstacle::IsNoFolder)
        } else {
            inside(session, argument).await
        };
        // Reading what is no folder tells what else may be wrong with it.
        let Ok(mut names) = names else {
            found.push(Found::File(argument.clone()));
            continue;
        };
        let is_empty = names.is_empty();
        names.retain(|name| !is_configuration(name) && !used.contains(&normal(name)));
        if names.is_empty() {
            let argument = argument.clone();
            let failure = Failure::new(if !is_empty {
                format!(
                    "There is nothing to check in {argument}: all files there belong to the context."
                )
            } else if is_pattern(&argument) {
                format!("No file matches {argument}.")
            } else {
                format!("There is no JSON or YAML file in {argument}.")
            });
            found.push(Found::Nothing { argument, failure });
        } else {
            are_several = true;
            found.extend(names.into_iter().map(Found::File));
        }
    }
    Files { found, are_several }
}

/// Whether a file says where the context is.
fn is_configuration(path: &str) -> bool {
    path.rsplit('/').next() == Some(CONFIGURATION)
}

fn is_pattern(argument: &str) -> bool {
    argument.contains(['*', '?'])
}

fn is_document(name: &str) -> bool {
    stem(name).is_some()
}

/// The name of a document without its ending.
pub(super) fn stem(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    (ending.eq_ignore_ascii_case("json") || is_yaml(name)).then_some(stem)
}

/// A path without what does not change where it leads.
fn normal(path: &str) -> String {
    let names = path.split('/').enumerate();
    // The first one is empty if the path is absolute.
    let names = names.filter(|(number, name)| *name != "." && (*number == 0 || !name.is_empty()));
    let names: Vec<&str> = names.map(|(_, name)| name).collect();
    names.join("/")
}

/// Whether it is left out where the folder around it is named: hidden files, and what npm installs.
fn is_out_of_sight(name: &str) -> bool {
    name.starts_with('.') || name == "node_modules"
}

/// The documents in a folder and in the folders inside.
pub(super) async fn inside(session: &Session, folder: &str) -> Result<Vec<String>, Obstacle> {
    let mut found = Vec::new();
    let mut entries = session.entries_of(folder).await?;
    let mut folder = folder.to_owned();
    let mut ahead = Vec::new();
    loop {
        for Entry { name, is_folder } in entries {
            let path = joined(&folder, &name);
            if is_folder && !is_out_of_sight(&name) {
                ahead.push(path);
            } else if is_document(&name) && !is_out_of_sight(&name) {
                found.push(path);
            }
        }
        let Some(next) = ahead.pop() else {
            break;
        };
        // A folder inside that cannot be read has no documents.
        entries = session.entries_of(&next).await.unwrap_or_default();
        folder = next;
    }
    found.sort_unstable();
    Ok(found)
}

/// The files that match a pattern: `*` and `?` stand for what is in one name, `**` for folders inside each other, and at
/// the end for the documents in all of them.
async fn matching(session: &Session, pattern: &str) -> Vec<String> {
    let (start, parts) = match pattern.strip_prefix('/') {
        Some(rest) => ("/", rest),
        None => ("", pattern),
    };
    let mut parts: Vec<&str> = parts.split('/').filter(|part| !part.is_empty()).collect();
    parts.dedup_by(|one, other| *one == "**" && one == other);
    let mut found = Vec::new();
    // Several ways lead to a folder where a pattern has several `**`.
    let mut visited = HashedSet::new();
    let mut ahead = vec![(start.to_owned(), 0)];
    while let Some((folder, number)) = ahead.pop() {
        let Some(part) = parts.get(number) else {
            continue;
        };
        if !visited.insert((folder.clone(), number)) {
            continue;
        }
        let is_last = number + 1 == parts.len();
        if !is_pattern(part) && !is_last {
            ahead.push((joined(&folder, part), number + 1));
            continue;
        }
        let spans_folders = *part == "**";
        if spans_folders {
            ahead.push((folder.clone(), number + 1));
        }
        let place = if folder.is_empty() { "." } else { &folder };
        for Entry { name, is_folder } in session.entries_of(place).await.unwrap_or_default() {
            let path = joined(&folder, &name);
            if spans_folders {
                if is_out_of_sight(&name) {
                    continue;
                }
                if is_folder {
                    ahead.push((path, number));
                } else if is_last && is_document(&name) {
                    found.push(path);
                }
            } else if matches(part, &name) && (!name.starts_with('.') || part.starts_with('.')) {
                if is_folder && !is_last {
                    ahead.push((path, number + 1));
                } else if !is_folder && is_last {
                    found.push(path);
                }
            }
        }
    }
    found.sort_unstable();
    found
}

/// Whether a name matches a pattern.
fn matches(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    let (mut at, mut read) = (0, 0);
    // Where the last star is, and how much of the name it stands for.
    let mut star: Option<(usize, usize)> = None;
    while let Some(letter) = name.get(read) {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, read));
                at += 1;
            }
            Some(wanted) if *wanted == '?' || wanted == letter => {
                at += 1;
                read += 1;
            }
            _ => {
                let Some((place, end)) = &mut star else {
                    return false;
                };
                *end += 1;
                (at, read) = (*place + 1, *end);
            }
        }
    }
    pattern
        .get(at..)
        .unwrap_or_default()
        .iter()
        .all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_one_normal_form() {
        for (path, expected) in [
            ("./a//b/./c.json", "a/b/c.json"),
            ("a/b/c.json", "a/b/c.json"),
            ("../a.json", "../a.json"),
            ("//a/b.json", "/a/b.json"),
            (".hidden/a.json", ".hidden/a.json"),
        ] {
            assert_eq!(normal(path), expected);
        }
    }

    #[test]
    fn a_pattern_matches_whole_names() {
        for (pattern, name, is_match) in [
            ("*.json", "a.json", true),
            ("*.json", "a.jsonl", false),
            ("a*b*c", "aXbXbXc", true),
            ("a*b*c", "aXcXb", false),
            ("?.json", "é.json", true),
            ("?.json", ".json", false),
            ("**", "anything", true),
            ("", "", true),
            ("", "a", false),
        ] {
            assert_eq!(matches(pattern, name), is_match, "{pattern} {name}");
        }
    }
}
