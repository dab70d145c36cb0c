//! Dependencies flow one way: each room of ARCHITECTURE.md knows only the rooms above it, and no files import each
//! other in a circle.

mod arrows;
mod modules;
mod rooms;
#[path = "../sources/mod.rs"]
mod sources;
mod tokens;

use std::fs;
use std::path::Path;

use arrows::{Arrows, circles};
use modules::Modules;
use rooms::Rooms;
use sources::sources;

fn arrows_of(sources: &[(String, String)]) -> Arrows {
    Arrows::between(&Modules::read(sources))
}

fn rooms() -> Rooms {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    Rooms::read(&fs::read_to_string(path).unwrap())
}

#[test]
fn every_file_is_in_a_room() {
    let rooms = rooms();
    let homeless: Vec<_> = sources()
        .into_iter()
        .filter(|(path, _)| rooms.of(path).is_none())
        .map(|(path, _)| path)
        .collect();
    assert!(homeless.is_empty(), "not in ARCHITECTURE.md: {homeless:?}");
}

#[test]
fn every_room_has_files() {
    let sources = sources();
    let rooms = rooms();
    for room in rooms.paths() {
        let is_used = sources
            .iter()
            .any(|(path, _)| rooms.of(path) == rooms.of(room));
        assert!(is_used, "{room} of ARCHITECTURE.md is not there");
    }
}

#[test]
fn each_room_knows_only_the_rooms_above_it() {
    let upward = rooms().upward(&arrows_of(&sources()));
    assert!(upward.is_empty(), "\n{}\n", upward.join("\n"));
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let circles = circles(&arrows_of(&sources()));
    assert!(circles.is_empty(), "\n{}\n", circles.join("\n\n"));
}

/// What the checks above look at, in sources that break the rules.
mod made_up {
    use super::*;

    fn arrows(sources: &[(&str, &str)]) -> Arrows {
        let sources: Vec<_> = sources
            .iter()
            .map(|&(path, text)| (path.to_owned(), text.to_owned()))
            .collect();
        arrows_of(&sources)
    }

    fn listed(sources: &[(&str, &str)]) -> Vec<String> {
        let arrows = arrows(sources);
        arrows
            .iter()
            .map(|(from, to, uses)| format!("{from}:{} -> {to}", uses[0].line))
            .collect()
    }

    #[test]
    fn an_arrow_leads_to_the_file_that_defines_the_item() {
        let root = "mod lower; mod upper; pub use lower::Item;";
        let lower = "mod inner;\npub use inner::Item;";
        let inner = "pub struct Item;";
        for user in [
            "use crate::Item;",
            "use super::Item as Other;",
            "use crate::lower::{self, Item};",
            "use crate::lower;\nfn it() -> lower::Item {}",
            "fn it() { crate::lower::inner::Item::new() }",
            "fn it() { let _ = vec![crate::Item]; }",
            "use super::lower::inner::{Item};",
        ] {
            let listed = listed(&[
                ("src/lib.rs", root),
                ("src/lower/mod.rs", lower),
                ("src/lower/inner.rs", inner),
                ("src/upper.rs", user),
            ]);
            let [arrow] = &listed[..] else {
                panic!("{user}: {listed:?}")
            };
            assert!(arrow.starts_with("src/upper.rs:"), "{user}: {arrow}");
            assert!(arrow.ends_with(" -> src/lower/inner.rs"), "{user}: {arrow}");
        }
    }

    #[test]
    fn what_is_no_dependency_is_no_arrow() {
        let user = r#"
            //! Sees [`crate::lower::Item`].
            use serde_json::Value;
            /// Sees [`crate::lower::Item`].
            fn it() -> impl Sized + use<> { "crate::lower::Item" /* crate::lower::Item */ }
            #[cfg(test)]
            mod tests { use crate::lower::Item; }
            #[cfg(test)]
            fn only_in_tests() { crate::lower::Item }
        "#;
        let sources = [
            (
                "src/lib.rs",
                "mod lower; mod upper; pub use upper::it; #[cfg(test)] mod tests;",
            ),
            ("src/lower.rs", "pub struct Item;"),
            ("src/tests.rs", "use crate::lower::Item;"),
            ("src/upper.rs", user),
        ];
        assert_eq!(listed(&sources), [""; 0]);
    }

    #[test]
    fn a_file_that_uses_what_it_passes_on_depends_on_it() {
        let sources = |parent| {
            [
                ("src/lib.rs", "mod parent;"),
                ("src/parent/mod.rs", parent),
                (
                    "src/parent/child.rs",
                    "use super::Parent; pub struct Child(Parent);",
                ),
            ]
        };
        let passes_on = sources("mod child; pub use child::Child; pub struct Parent;");
        assert_eq!(
            listed(&passes_on),
            ["src/parent/child.rs:1 -> src/parent/mod.rs"]
        );
        let uses = sources("mod child; pub use child::Child; pub struct Parent(Vec<Child>);");
        assert_eq!(
            circles(&arrows(&uses)),
            [
                "src/parent/child.rs:1: `super::Parent` is in src/parent/mod.rs\n\
              src/parent/mod.rs:1: `child::Child` is in src/parent/child.rs"
            ]
        );
    }

    #[test]
    fn a_circle_of_three_files_is_found_once() {
        let arrows = arrows(&[
            ("src/lib.rs", "mod a; mod b; mod c; mod d;"),
            ("src/a.rs", "use crate::b::B; pub struct A;"),
            ("src/b.rs", "\npub struct B(super::c::C);"),
            ("src/c.rs", "use crate::{a::A, d::D}; pub struct C;"),
            ("src/d.rs", "pub struct D;"),
        ]);
        assert_eq!(
            circles(&arrows),
            ["src/a.rs:1: `crate::b::B` is in src/b.rs\n\
              src/b.rs:2: `super::c::C` is in src/c.rs\n\
              src/c.rs:1: `crate::a::A` is in src/a.rs"]
        );
    }

    #[test]
    fn an_upward_arrow_is_found() {
        let rooms = Rooms::read(
            "| room | holds |\n|---|---|\n| `src/a.rs`, `src/b/` | first |\n| `src/c.rs` | second |\n",
        );
        let arrows = arrows(&[
            ("src/lib.rs", "mod a; mod b; mod c;"),
            ("src/a.rs", "use crate::b::inner::Inner;"),
            ("src/b/mod.rs", "pub mod inner;"),
            (
                "src/b/inner.rs",
                "pub struct Inner;\nfn it() { crate::c::C }",
            ),
            ("src/c.rs", "use crate::b::inner::Inner; pub struct C;"),
        ]);
        assert_eq!(
            rooms.upward(&arrows),
            ["src/b/inner.rs:2: `crate::c::C` is in src/c.rs, a room below"]
        );
    }
}
