//! The modules of the crate: what each of them defines, imports and mentions.

use std::collections::{BTreeMap, BTreeSet};

use crate::tokens::{Placed, Token, end_of_group, tokens};

/// A path such as `crate::read::At`, and where it is written.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub(crate) segments: Vec<String>,
    pub(crate) line: usize,
}

#[derive(Debug)]
pub(crate) struct Import {
    pub(crate) path: Written,
    /// The name that it gets here.
    pub(crate) name: String,
    /// Whether the module passes it on: `pub use`.
    pub(crate) is_passed_on: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Module {
    pub(crate) file: String,
    parent: Option<usize>,
    /// The folder that the files of its children are in.
    folder: String,
    children: BTreeMap<String, usize>,
    items: BTreeSet<String>,
    pub(crate) imports: Vec<Import>,
    /// The paths of several segments outside imports.
    pub(crate) paths: Vec<Written>,
    /// The first segments of all paths outside imports.
    pub(crate) mentioned: BTreeSet<String>,
}

/// The modules of a crate; the first is its root.
pub(crate) struct Modules(pub(crate) Vec<Module>);

impl Modules {
    /// Reads the modules that `src/lib.rs` and its children declare.
    pub(crate) fn read(sources: &[(String, String)]) -> Self {
        let sources: BTreeMap<_, _> = sources
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        let root = Module {
            file: "src/lib.rs".to_owned(),
            folder: "src".to_owned(),
            ..Module::default()
        };
        let mut unread = vec![(0, tokens(&root.file, sources[root.file.as_str()]))];
        let mut modules = vec![root];
        while let Some((number, tokens_of_it)) = unread.pop() {
            for child in modules[number].read(&tokens_of_it) {
                let parent = &modules[number];
                let mut module = Module {
                    file: parent.file.clone(),
                    parent: Some(number),
                    folder: format!("{}/{}", parent.folder, child.name),
                    ..Module::default()
                };
                let inside = child.inside.unwrap_or_else(|| {
                    let files = [".rs", "/mod.rs"].map(|end| format!("{}{end}", module.folder));
                    let file = files.into_iter().find(|file| sources.contains_key(&**file));
                    module.file = file.unwrap_or_else(|| panic!("no file for {}", module.folder));
                    tokens(&module.file, sources[module.file.as_str()])
                });
                let index = modules.len();
                modules[number].children.insert(child.name, index);
                modules.push(module);
                unread.push((index, inside));
            }
        }
        Modules(modules)
    }

    /// The file that defines what a path leads to from a module, re-exports followed. `None` for other crates' items
    /// and for modules as such: what is used of them is a path of its own.
    pub(crate) fn definition(&self, module: usize, path: &Written) -> Option<&str> {
        let mut at = module;
        let mut ahead: Vec<&str> = path.segments.iter().rev().map(String::as_str).collect();
        // Whether the path has led into a module of this crate. What is not known there is made by a macro.
        let mut is_inside = false;
        let mut followed = BTreeSet::new();
        while let Some(name) = ahead.pop() {
            let current = &self.0[at];
            match name {
                "crate" => (at, is_inside) = (0, true),
                "self" => is_inside = true,
                "super" => (at, is_inside) = (current.parent?, true),
                _ => {
                    let import = current.imports.iter().find(|import| import.name == name);
                    let child = current.children.get(name);
                    let import = import.filter(|_| child.is_none() || ahead.is_empty());
                    match (import, child) {
                        (Some(import), _) if followed.insert((at, name)) => {
                            ahead.extend(import.path.segments.iter().rev().map(String::as_str));
                            is_inside = false;
                        }
                        (_, Some(&child)) => (at, is_inside) = (child, true),
                        _ if is_inside || current.items.contains(name) => {
                            return Some(&current.file);
                        }
                        _ => return None,
                    }
                }
            }
        }
        None
    }
}

struct Child {
    name: String,
    /// Its tokens, unless it has a file of its own.
    inside: Option<Vec<Placed>>,
}

impl Module {
    /// Reads what is in the module; returns the modules that it declares.
    fn read(&mut self, tokens: &[Placed]) -> Vec<Child> {
        let mut children = Vec::new();
        let mut depth = 0_usize;
        let mut at = 0;
        while let Some(placed) = tokens.get(at) {
            let Some(word) = placed.word() else {
                match placed.token {
                    Token::Open | Token::OpenBrace => depth += 1,
                    Token::Close => depth -= 1,
                    _ => {}
                }
                at += 1;
                continue;
            };
            let next = tokens.get(at + 1);
            let next_word = next.and_then(Placed::word);
            match (word, next_word) {
                // `use<'a>` of a type is none.
                ("use", _) if next.is_some_and(|next| next.token != Token::Mark('<')) => {
                    at = self.read_use(tokens, at);
                }
                ("mod", Some(name)) => {
                    let has_braces = tokens[at + 2].token == Token::OpenBrace;
                    let end = if has_braces {
                        end_of_group(tokens, at + 2)
                    } else {
                        at + 3
                    };
                    children.push(Child {
                        name: name.to_owned(),
                        inside: has_braces.then(|| tokens[at + 3..end - 1].to_vec()),
                    });
                    at = end;
                }
                ("macro_rules", _) => {
                    self.items
                        .extend(tokens[at + 2].word().map(ToOwned::to_owned));
                    at += 3;
                }
                ("struct" | "enum" | "trait" | "fn" | "type" | "const" | "static", Some(name)) => {
                    if depth == 0 {
                        self.items.insert(name.to_owned());
                    }
                    at += 1;
                }
                // `pub(in crate::room)`
                ("pub", _)
                    if tokens
                        .get(at + 2)
                        .is_some_and(|in_| in_.word() == Some("in")) =>
                {
                    at = end_of_group(tokens, at + 1);
                }
                _ => at = self.read_path(tokens, at),
            }
        }
        children
    }

    /// Reads a path outside imports; returns where it ends.
    fn read_path(&mut self, tokens: &[Placed], start: usize) -> usize {
        let follows = |marks: &[char]| {
            let before = tokens[..start].iter().rev();
            let tokens = before.map(|placed| &placed.token);
            marks
                .iter()
                .zip(tokens)
                .all(|(mark, token)| *token == Token::Mark(*mark))
                && start >= marks.len()
        };
        let is_rest = follows(&['.']) && !follows(&['.', '.']) || follows(&[':', ':']);
        let mut segments = vec![tokens[start].word().unwrap_or_default().to_owned()];
        let mut at = start + 1;
        let colon = |at: usize| {
            tokens
                .get(at)
                .is_some_and(|placed| placed.token == Token::Mark(':'))
        };
        while colon(at) && colon(at + 1) {
            let Some(name) = tokens.get(at + 2).and_then(Placed::word) else {
                break;
            };
            segments.push(name.to_owned());
            at += 3;
        }
        if !is_rest {
            self.mentioned.insert(segments[0].clone());
            if segments.len() > 1 {
                self.paths.push(Written {
                    segments,
                    line: tokens[start].line,
                });
            }
        }
        at
    }

    /// Reads a `use` with all its branches; returns where it ends.
    fn read_use(&mut self, tokens: &[Placed], start: usize) -> usize {
        let is_passed_on = is_public(&tokens[..start]);
        // The paths before the braces that are open.
        let mut before: Vec<Vec<String>> = vec![Vec::new()];
        let mut segments: Vec<String> = Vec::new();
        let mut name = None;
        let mut at = start + 1;
        while let Some(Placed { token, line }) = tokens.get(at) {
            match token {
                Token::Word(word) if word == "as" => {
                    at += 1;
                    name = tokens[at].word();
                }
                Token::Word(word) => segments.push(word.clone()),
                Token::Mark('*') => panic!(
                    "{}:{line}: name what is imported: `*` hides where it is from",
                    self.file
                ),
                Token::OpenBrace => {
                    before.push(std::mem::take(&mut segments));
                }
                Token::Mark(',' | ';') | Token::Close => {
                    if !segments.is_empty() {
                        let mut path = before.concat();
                        path.append(&mut segments);
                        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
                            path.pop();
                        }
                        let last = path.last().cloned().unwrap_or_default();
                        self.imports.push(Import {
                            name: name.take().map_or(last, ToOwned::to_owned),
                            path: Written {
                                segments: path,
                                line: *line,
                            },
                            is_passed_on,
                        });
                    }
                    match token {
                        Token::Close => drop(before.pop()),
                        Token::Mark(';') => return at + 1,
                        _ => {}
                    }
                }
                _ => {}
            }
            at += 1;
        }
        at
    }
}

/// Whether `pub` or `pub(…)` stands before an item.
fn is_public(before: &[Placed]) -> bool {
    let mut words = before
        .iter()
        .rev()
        .filter(|placed| placed.token != Token::Open);
    match words.next().map(|placed| &placed.token) {
        Some(Token::Word(word)) => word == "pub",
        Some(Token::Close) => words.take(4).any(|placed| placed.word() == Some("pub")),
        _ => false,
    }
}
