//! Recipe Forced Nodes JSON: which nodes run again though nothing changed.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::rules::ignored_field;
use super::{VERSIONS, deserialize_by_reading};
use crate::problem::causes::Ignored;
use crate::problem::structural::Mistake;
use crate::problem::{PatchOperation, ProblemName, join};
use crate::read::{At, Collector, KEY_OF_EDITORS, Read};
use crate::sorted::{SortedMap, SortedSet};

/// The recipe nodes to re-process even though nothing about them changed.
///
/// In JSON: `{"all": true}`, or `{"all": false, "nodes": [name…], "sub_recipes": {name: forced nodes}}`. A node is
/// forced when it is listed in `nodes` or is a key of `sub_recipes`; the latter also says what is forced inside it.
/// Forced nodes of a definition may also be `{}`, which forces nothing.
///
/// Source: the Scale API's *Recipe Forced Nodes JSON*.
///
/// ```
/// use scale_batch::documents::ForcedNodes;
///
/// let forced: ForcedNodes = serde_json::from_str(r#"{"all": false, "nodes": ["job_a"]}"#)?;
/// assert_eq!(forced, ForcedNodes::nodes(["job_a"]));
/// assert!(forced.forces("job_a") && !forced.forces("job_b"));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
/// Read as part of a batch definition its structural errors are `INVALID_BATCH_DEFINITION`; on its own they are
/// `INVALID_REQUEST`. Fields that `all: true` makes useless are the warning `IGNORED_FIELD`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ForcedNodes {
    /// Every node, in sub-recipes too.
    All,
    /// Only these.
    Only {
        /// Nodes by name; nothing inside them is forced.
        nodes: Vec<String>,
        /// Recipe nodes by name, with what is forced inside them.
        sub_recipes: SortedMap<String, ForcedNodes>,
    },
}

impl ForcedNodes {
    /// Forces these nodes, and nothing inside them.
    ///
    /// ```
    /// use scale_batch::documents::ForcedNodes;
    ///
    /// let forced = ForcedNodes::nodes(["parse"]);
    /// assert_eq!(serde_json::to_value(&forced)?["nodes"][0], "parse");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn nodes<T: Into<String>>(names: impl IntoIterator<Item = T>) -> Self {
        ForcedNodes::Only {
            nodes: names.into_iter().map(Into::into).collect(),
            sub_recipes: SortedMap::new(),
        }
    }

    /// The same, with a recipe node forced and what is forced inside it. [`All`](ForcedNodes::All) forces that already.
    ///
    /// ```
    /// use scale_batch::documents::ForcedNodes;
    ///
    /// let forced = ForcedNodes::nodes(["parse"]).with_sub_recipe("ortho", ForcedNodes::All);
    /// let json = r#"{"all":false,"nodes":["parse"],"sub_recipes":{"ortho":{"all":true}}}"#;
    /// assert_eq!(serde_json::to_string(&forced)?, json);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn with_sub_recipe(mut self, name: impl Into<String>, inside: ForcedNodes) -> Self {
        if let ForcedNodes::Only { sub_recipes, .. } = &mut self {
            sub_recipes.insert(name.into(), inside);
        }
        self
    }

    /// Forces nothing.
    ///
    /// ```
    /// use scale_batch::documents::ForcedNodes;
    ///
    /// assert!(!ForcedNodes::none().forces("parse"));
    /// ```
    #[must_use]
    pub fn none() -> Self {
        Self::nodes::<String>([])
    }

    /// Whether the node of that name is forced by name or by `all`.
    ///
    /// ```
    /// use scale_batch::documents::ForcedNodes;
    ///
    /// let forced = ForcedNodes::nodes(["parse"]);
    /// assert!(forced.forces("parse"));
    /// assert!(!forced.forces("report"));
    /// ```
    #[must_use]
    pub fn forces(&self, name: &str) -> bool {
        match self {
            ForcedNodes::All => true,
            ForcedNodes::Only { nodes, sub_recipes } => {
                sub_recipes.contains_key(name) || nodes.iter().any(|node| node == name)
            }
        }
    }

    /// What is forced inside the recipe node of that name: everything, its entry in `sub_recipes`, or nothing.
    ///
    /// ```
    /// use scale_batch::documents::ForcedNodes;
    ///
    /// let forced = ForcedNodes::nodes(["parse"]);
    /// assert_eq!(forced.inside("mosaic"), None);
    /// ```
    #[must_use]
    pub fn inside(&self, name: &str) -> Option<&ForcedNodes> {
        match self {
            ForcedNodes::All => Some(&ForcedNodes::All),
            ForcedNodes::Only { sub_recipes, .. } => sub_recipes.get(name),
        }
    }

    /// The names that are forced, sorted, each once; `None` when all are.
    ///
    /// ```
    /// use scale_batch::documents::ForcedNodes;
    ///
    /// let forced = ForcedNodes::nodes(["parse"]);
    /// assert!(forced.names().unwrap().contains("parse"));
    /// assert_eq!(ForcedNodes::All.names(), None, "every node");
    /// ```
    #[must_use]
    pub fn names(&self) -> Option<SortedSet<&str>> {
        match self {
            ForcedNodes::All => None,
            ForcedNodes::Only { nodes, sub_recipes } => Some(
                nodes
                    .iter()
                    .chain(sub_recipes.keys())
                    .map(String::as_str)
                    .collect(),
            ),
        }
    }
}

impl Serialize for ForcedNodes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            ForcedNodes::All => map.serialize_entry("all", &true)?,
            ForcedNodes::Only { nodes, sub_recipes } => {
                map.serialize_entry("all", &false)?;
                if !nodes.is_empty() {
                    map.serialize_entry("nodes", nodes)?;
                }
                if !sub_recipes.is_empty() {
                    map.serialize_entry("sub_recipes", sub_recipes)?;
                }
            }
        }
        map.end()
    }
}

deserialize_by_reading!(ForcedNodes);

const FIELDS: [&str; 4] = ["all", "nodes", "sub_recipes", "version"];

impl Read for ForcedNodes {
    const NAME: ProblemName = ProblemName::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        // Read from the outside in, then put together from the inside out: a list instead of recursion.
        let mut levels: Vec<Level<'_>> = Vec::new();
        let mut waiting = vec![(at, None)];
        while let Some((at, place)) = waiting.pop() {
            let mut level = read_level(at, place, collector);
            let number = levels.len();
            waiting.extend(
                level
                    .inner
                    .drain(..)
                    .map(|(name, inner)| (inner, Some((number, name)))),
            );
            levels.push(level);
        }
        let mut whole = None;
        while let Some(mut level) = levels.pop() {
            let mut forced = level.forced.take();
            if let Some(ForcedNodes::Only { sub_recipes, .. }) = &mut forced {
                *sub_recipes = level.sub_recipes.into_iter().collect();
            }
            match level.place {
                Some((outer, name)) => {
                    if let (Some(outer), Some(forced)) = (levels.get_mut(outer), forced) {
                        outer.sub_recipes.push((name.to_owned(), forced));
                    }
                }
                None => whole = forced,
            }
        }
        whole
    }
}

/// One forced nodes object, and the ones inside it that are still to be read.
struct Level<'a> {
    forced: Option<ForcedNodes>,
    /// The number of the level around it, and its name there.
    place: Option<(usize, &'a str)>,
    inner: Vec<(&'a str, At<'a>)>,
    /// Those that have been read.
    sub_recipes: Vec<(String, ForcedNodes)>,
}

fn read_level<'a>(
    at: At<'a>,
    place: Option<(usize, &'a str)>,
    collector: &mut Collector,
) -> Level<'a> {
    let mut level = Level {
        forced: None,
        place,
        inner: Vec::new(),
        sub_recipes: Vec::new(),
    };
    let Some(fields) = at.strict_object(
        collector,
        "an object that says which nodes are forced",
        &FIELDS,
    ) else {
        return level;
    };
    if let Some(version) = fields.optional("version") {
        if place.is_some() {
            version.string(collector, "a string");
        } else {
            version.choice(collector, &VERSIONS);
        }
    }
    // Items are seldom anything but strings, which have no others in them.
    let most = fields.get("nodes").map_or(0, At::size);
    let mut nodes = Vec::with_capacity(most);
    for item in fields.items(collector, "nodes", "an array of node names") {
        if let Some(node) = item.string(collector, "the name of a node") {
            nodes.push(node.to_owned());
        }
    }
    let wanted = "an object that maps node names to forced nodes";
    level
        .inner
        .extend(fields.each_member(collector, "sub_recipes", wanted));
    let mut keys = fields.members().map(|(key, _)| key);
    let empty_at_the_top = place.is_none() && keys.all(|key| key == KEY_OF_EDITORS);
    let all = match fields.optional("all") {
        Some(all) => all.required().boolean(
            collector,
            "true (every node) or false (only the nodes listed)",
        ),
        None if empty_at_the_top => Some(false),
        None => {
            let description = "The field \"all\" is missing: true forces every node, false only those that are listed.";
            let problem = at.mistake(Mistake::MissingField {
                field: "all",
                said: description.to_owned(),
            });
            // Whoever lists nodes does not mean all of them.
            let path = join(&at.pointer(), "all");
            let listed =
                fields.optional("nodes").is_some() || fields.optional("sub_recipes").is_some();
            let fix = PatchOperation::Add {
                path,
                value: false.into(),
            };
            at.report(
                collector,
                if listed {
                    problem.with_fix(fix)
                } else {
                    problem
                },
            );
            None
        }
    };
    level.forced = Some(match all {
        Some(true) => {
            for field in ["nodes", "sub_recipes"] {
                if let Some(useless) = fields.get(field) {
                    let because = Ignored::EveryNodeForced { field };
                    let problem = ignored_field(because, useless.pointer());
                    useless.report(collector, problem);
                }
            }
            ForcedNodes::All
        }
        _ => ForcedNodes::Only {
            nodes,
            sub_recipes: SortedMap::new(),
        },
    });
    level
}

/// The schema of forced nodes: `sub_recipes` refer to it again, and at the top `{}` is allowed too.
#[cfg(feature = "schema")]
mod schema {
    use super::ForcedNodes;
    use crate::documents::schema::{version, version_inside};
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    /// Forced nodes inside `sub_recipes`.
    struct InnerForcedNodes;

    fn object(inner: &Schema, version: &serde_json::Value) -> Schema {
        json_schema!({
            "type": "object",
            "properties": {
                "all": {
                    "title": "Every node",
                    "description": "Yes: every node runs again, in sub-recipes too. No: only the nodes named here.",
                    "type": "boolean",
                    "default": false,
                },
                "nodes": {
                    "description": "The names of the nodes to run again. Nothing is forced inside those that are recipes.",
                    "type": "array",
                    "items": { "title": "Node", "type": "string" },
                },
                "sub_recipes": {
                    "title": "Inside sub-recipes",
                    "description": "Recipe nodes to run again, by name, each with what is forced inside it.",
                    "type": "object",
                    "additionalProperties": inner,
                },
                "version": version,
            },
            "additionalProperties": false,
        })
    }

    impl JsonSchema for InnerForcedNodes {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "SubRecipeForcedNodes".into()
        }
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let inner = generator.subschema_for::<InnerForcedNodes>();
            let mut schema = object(&inner, &version_inside());
            schema.insert("title".into(), "Forced nodes of a sub-recipe".into());
            let description = "What is forced inside a recipe node.";
            schema.insert("description".into(), description.into());
            schema.insert("required".into(), serde_json::json!(["all"]));
            schema
        }
    }

    impl JsonSchema for ForcedNodes {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "ForcedNodes".into()
        }
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let inner = generator.subschema_for::<InnerForcedNodes>();
            let mut schema = object(&inner, &version());
            schema.insert("title".into(), "Forced nodes".into());
            let description = "The nodes to run again even though nothing about them changed.";
            schema.insert("description".into(), description.into());
            // Beside nothing `all` may be omitted. A choice of two objects would say the same, but an editor offers no
            // fields before it knows which, and ajv refuses a default inside one.
            let beside = ["nodes", "sub_recipes", "version"].map(|field| (field, ["all"]));
            schema.insert(
                "dependentRequired".into(),
                beside
                    .into_iter()
                    .map(|(field, needs)| (field, serde_json::json!(needs)))
                    .collect(),
            );
            schema
        }
    }
}
