//! The rooms of ARCHITECTURE.md.

use crate::arrows::Arrows;

/// The rooms of the crate in their order: the paths of a row are one room.
pub(crate) struct Rooms(Vec<Vec<String>>);

impl Rooms {
    /// Reads the tables whose first column is called `room`; only rows of `src/` count.
    pub(crate) fn read(architecture: &str) -> Self {
        let mut is_table = false;
        let mut rooms = Vec::new();
        for line in architecture.lines() {
            let Some(row) = line.strip_prefix('|') else {
                is_table = false;
                continue;
            };
            let first = row.split('|').next().unwrap_or_default();
            is_table |= first.trim() == "room";
            let paths = first.split('`').skip(1).step_by(2);
            let paths: Vec<_> = paths
                .filter(|path| path.starts_with("src/"))
                .map(ToOwned::to_owned)
                .collect();
            if is_table && !paths.is_empty() {
                rooms.push(paths);
            }
        }
        Rooms(rooms)
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().map(String::as_str)
    }

    /// The number of the room that a file is in.
    pub(crate) fn of(&self, file: &str) -> Option<usize> {
        self.0.iter().position(|paths| {
            paths.iter().any(|path| {
                if path.ends_with('/') {
                    file.starts_with(path)
                } else {
                    file == path
                }
            })
        })
    }

    /// The arrows that lead to a room further down, a line for each.
    pub(crate) fn upward(&self, arrows: &Arrows) -> Vec<String> {
        arrows
            .iter()
            .filter(|(from, to, _)| self.of(from) < self.of(to))
            .map(|(from, to, _)| arrows.told(from, to) + ", a room below")
            .collect()
    }
}
