//! Checks that the figures of an estimate add up. The fuzz target `edge` has this file, too.

use serde_json::Value;

/// The largest integer that JavaScript can hold.
pub(crate) const MOST: u64 = (1 << 53) - 1;

/// A figure of an estimate: a count, which is no larger than JavaScript can hold.
pub(crate) fn figure(value: &Value) -> u64 {
    let figure = value
        .as_u64()
        .unwrap_or_else(|| panic!("{value} is no figure"));
    assert!(figure <= MOST, "{figure}");
    figure
}

/// Checks that the parts of an estimate make its sums; those of what is created, where it is known.
pub(crate) fn adds_up(estimate: &Value) {
    assert_eq!(
        figure(&estimate["total"]),
        parts(estimate, "files"),
        "{estimate}"
    );
    let creation = &estimate["creation"];
    if creation.is_object() {
        assert_eq!(
            figure(&estimate["if_all_new"]),
            parts(creation, "recipes"),
            "{estimate}"
        );
    }
}

/// The top-level recipes and the sub-recipes together; those of all files, which are counted in `of_files`, and those of
/// all nodes are as many.
fn parts(counted: &Value, of_files: &str) -> u64 {
    let top_level = figure(&counted["top_level"]);
    let sub_recipes = figure(&counted["sub_recipes"]);
    assert_eq!(sum(&counted["files"], of_files), top_level, "{counted}");
    assert_eq!(sum(&counted["nodes"], "recipes"), sub_recipes, "{counted}");
    top_level + sub_recipes
}

fn sum(list: &Value, field: &str) -> u64 {
    let items = list.as_array().unwrap().iter();
    items.map(|item| figure(&item[field])).sum()
}
