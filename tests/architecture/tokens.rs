//! A source file as a flat list of tokens, without comments, attributes and what is only there in tests.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    Word(String),
    Mark(char),
    Open,
    /// An opening brace: `{`.
    OpenBrace,
    Close,
    Literal,
}

#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) token: Token,
    pub(crate) line: usize,
}

impl Placed {
    pub(crate) fn word(&self) -> Option<&str> {
        match &self.token {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// The tokens of a source file.
pub(crate) fn tokens(path: &str, text: &str) -> Vec<Placed> {
    let stream: TokenStream = text
        .parse()
        .unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut tokens = Vec::new();
    let mut open = vec![(stream.into_iter(), None)];
    while let Some((trees, end)) = open.last_mut() {
        let Some(tree) = trees.next() else {
            tokens.extend(end.map(|line| Placed {
                token: Token::Close,
                line,
            }));
            open.pop();
            continue;
        };
        let line = tree.span().start().line;
        let token = match tree {
            TokenTree::Group(group) => {
                let end = group.span_close().end().line;
                let delimiter = group.delimiter();
                open.push((group.stream().into_iter(), Some(end)));
                match delimiter {
                    Delimiter::Brace => Token::OpenBrace,
                    _ => Token::Open,
                }
            }
            TokenTree::Ident(word) => {
                Token::Word(word.to_string().trim_start_matches("r#").to_owned())
            }
            TokenTree::Punct(mark) => Token::Mark(mark.as_char()),
            TokenTree::Literal(_) => Token::Literal,
        };
        tokens.push(Placed { token, line });
    }
    without_attributes(&tokens)
}

/// Where the group that opens at `open` ends: the place after its closing token.
pub(crate) fn end_of_group(tokens: &[Placed], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, placed) in tokens.iter().enumerate().skip(open) {
        match placed.token {
            Token::Open | Token::OpenBrace => depth += 1,
            Token::Close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}

fn without_attributes(tokens: &[Placed]) -> Vec<Placed> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(open) = attribute(tokens, at) else {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        };
        let end = end_of_group(tokens, open);
        at = if is_test(&tokens[open + 1..end]) {
            end_of_item(tokens, end)
        } else {
            end
        };
    }
    kept
}

/// Where the bracket of an attribute opens, if one starts here.
fn attribute(tokens: &[Placed], at: usize) -> Option<usize> {
    let token = |at: usize| tokens.get(at).map(|placed| &placed.token);
    if token(at) != Some(&Token::Mark('#')) {
        return None;
    }
    let open = at + 1 + usize::from(token(at + 1) == Some(&Token::Mark('!')));
    (token(open) == Some(&Token::Open)).then_some(open)
}

/// Whether an attribute is `cfg(test)` or `cfg(all(test, …))`.
fn is_test(attribute: &[Placed]) -> bool {
    let words: Vec<_> = attribute.iter().filter_map(Placed::word).take(3).collect();
    matches!(words[..], ["cfg", "test", ..] | ["cfg", "all", "test"])
}

/// Where the item that starts here ends: after its semicolon or its braces.
fn end_of_item(tokens: &[Placed], start: usize) -> usize {
    let mut at = start;
    while let Some(placed) = tokens.get(at) {
        match placed.token {
            Token::Mark(';') => return at + 1,
            Token::OpenBrace => return end_of_group(tokens, at),
            Token::Open => at = end_of_group(tokens, at),
            _ => at += 1,
        }
    }
    at
}
