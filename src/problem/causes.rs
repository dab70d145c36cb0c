//! The causes that problems can have, each declared once.

use serde_json::Value;

use super::params::ParamValue;
use crate::words::{listed, meant, quoted};

/// Where a node is named that is not there.
#[derive(Debug, Clone, Copy)]
pub(crate) enum NodeNamed {
    /// In the definition itself.
    InDefinition,
    /// In the interfaces beside it.
    InInterfaces,
    /// There as well, and the node is a condition.
    Condition,
    /// For a diff of two definitions.
    InNeitherRevision,
}

impl NodeNamed {
    /// The sentence about a node of this name.
    pub(super) fn about(self, node: &str) -> String {
        let node = quoted(node);
        match self {
            NodeNamed::InDefinition => format!("There is no node {node}."),
            NodeNamed::InInterfaces => {
                format!("The interfaces name a node {node}, which is not in the definition.")
            }
            NodeNamed::InNeitherRevision => format!("Neither revision has a node {node}."),
            NodeNamed::Condition => format!(
                "The interfaces name the node {node}, which is a condition. What it takes and gives is in its own \
                 definition, and the interfaces here are ignored."
            ),
        }
    }
}

causes! {
    /// What is wrong with the connections of a node.
    enum ConnectionFault<'a> {
        /// The connected node is no ancestor.
        MissingDependency = "MISSING_DEPENDENCY" {
            /// The connected node.
            source: &'a str,
        } => format!(
            " takes an output of {}, but does not depend on it, neither directly nor through other nodes.",
            quoted(source)
        );
        /// The connected node has no such output.
        MissingOutputName = "MISSING_OUTPUT_NAME" {
            /// The connected node.
            source: &'a str,
            /// The output.
            output: &'a str,
            /// The output that was probably meant.
            suggestion: Option<&'a str>,
        } => format!(": {} has no output {}.{}", quoted(source), quoted(output), meant(*suggestion));
        /// What it runs declares a parameter twice.
        DuplicateInput = "DUPLICATE_INPUT" {
            /// The parameter.
            parameter: &'a str,
            /// What the server returns.
            server: &'a str,
        } => format!(": {} The server fails at it with an internal error.", duplicate_input(parameter));
    }
}

/// The sentence about a parameter that an interface has twice.
pub(super) fn duplicate_input(parameter: &str) -> String {
    format!(
        "There are two parameters with the name {}. A name can be used once, for files and JSON together.",
        quoted(parameter)
    )
}

/// What comes before the problem of two parameters where one of them is that of a dataset.
pub(crate) const NOT_FIT: &str = "The dataset does not fit the recipe's input: ";

causes! {
    /// Why nothing can pass a filter.
    enum NeverHolds<'a> {
        /// `between` has only one value.
        OneValue = "ONE_VALUE" {; name: &'a str, condition: &'a str } => format!(
            "The filter on {} can never hold: {} takes two values, the smallest and the largest, and there is one.",
            quoted(name),
            quoted(condition)
        );
        /// `between` has the larger value first.
        Reversed = "REVERSED" {
            /// The value that comes first, as JSON.
            first: String,
            /// The smaller one, which comes second.
            second: String;
            name: &'a str,
        } => format!(
            "The filter on {} can never hold: nothing is between {first} and {second}. The smaller value comes first.",
            quoted(name)
        );
        /// The condition compares with one value, and there are more.
        SeveralValues = "SEVERAL_VALUES" {
            /// How many there are.
            found: usize;
            name: &'a str,
            condition: &'a str,
        } => format!(
            "{} takes one value, but the filter on {} has {found}. The server looks at the first and ignores the rest.",
            quoted(condition),
            quoted(name)
        );
        /// No value has the type of what it is compared with.
        WrongType = "WRONG_TYPE" {
            /// The first value, as JSON.
            found: String;
            name: &'a str,
            wanted: &'a str,
        } => format!(
            "The filter on {} can never hold: it needs {wanted} to compare with, but has {found}.",
            quoted(name)
        );
    }
}

causes! {
    /// What is wrong with the link of a batch to the others of its chain.
    enum ChainFault {
        /// It is the root, and supersedes another batch of its chain.
        RootSupersedes = "ROOT_SUPERSEDES" {
            /// The id of that batch.
            superseded: i64,
        } => format!("is the root of its chain, but supersedes batch {superseded} of the same chain");
        /// It is not the root, and supersedes none.
        SupersedesNone = "SUPERSEDES_NONE" {; root: i64 }
            => format!("belongs to the chain of batch {root}, but supersedes none of its batches");
        /// It supersedes itself.
        SupersedesItself = "SUPERSEDES_ITSELF" {
            /// Its own id.
            superseded: i64,
        } => "supersedes itself";
        /// It supersedes a batch that is not there.
        SupersededMissing = "SUPERSEDED_MISSING" {
            /// The id of that batch.
            superseded: i64,
        } => format!("supersedes batch {superseded}, which is not among the batches of its chain");
        /// It supersedes a batch that another one supersedes already.
        SupersededTwice = "SUPERSEDED_TWICE" {
            /// The id of that batch.
            superseded: i64,
        } => format!("supersedes batch {superseded}, which another batch supersedes already");
        /// It is the first of several batches that supersede each other in a circle.
        Circle = "CIRCLE" {
            /// How many they are.
            batches: usize;
            root: i64,
        } => format!(
            "is one of {batches} batches that supersede each other in a circle, which never reaches batch {root}, the \
             root of the chain"
        );
    }
}

causes! {
    /// Why a previous batch is not there.
    enum NotFound {
        /// The id is that of a later batch of a chain.
        NotARoot = "NOT_A_ROOT" {
            /// The root of that chain.
            expected: i64;
            root_batch_id: i64,
        } => format!(
            "Batch {root_batch_id} belongs to the chain of batch {expected}, and \"root_batch_id\" must be the id of \
             the first batch of a chain."
        );
        /// Every batch of the chain is superseded.
        AllSuperseded = "ALL_SUPERSEDED" {; root_batch_id: i64 } => format!(
            "Every batch in the chain of root batch {root_batch_id} is superseded, and only a batch that is not \
             superseded can be the previous one."
        );
    }
}

causes! {
    /// Why a batch creates no recipe.
    enum NothingToCreate<'a> {
        /// There is neither a dataset nor a previous batch.
        NoSource = "NO_SOURCE" {; is_dataset_0: bool } => if *is_dataset_0 {
            "the server treats dataset 0 as no dataset, and the ids of datasets begin at 1"
        } else {
            "it names neither a dataset nor a previous batch"
        };
        /// The previous batch has no recipes.
        EmptyPreviousBatch = "EMPTY_PREVIOUS_BATCH" => "the previous batch has no recipes";
        /// The dataset has no files.
        EmptyDataset = "EMPTY_DATASET" => "the dataset has no files";
        /// No file of the dataset belongs to an input of the recipe.
        NoFittingFiles = "NO_FITTING_FILES" {
            /// The inputs of the recipe.
            inputs: Vec<&'a str>,
            /// The parameters of the dataset that have files.
            parameters: Vec<&'a str>,
        } => format!(
            "the dataset has no files for the recipe's inputs ({}), only for the parameters {}",
            listed(inputs.iter().copied()),
            listed(parameters.iter().copied()),
        );
    }
}

/// A side of an entry of the input map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Input,
    DatasetParameter,
}

impl Side {
    /// The field that has it.
    pub(crate) const fn field(self) -> &'static str {
        match self {
            Side::Input => "input",
            Side::DatasetParameter => "datasetParameter",
        }
    }
}

impl ParamValue for Side {
    fn into_value(self) -> Value {
        self.field().into()
    }

    #[cfg(feature = "schema")]
    fn schema() -> Value {
        serde_json::json!({ "type": "string", "enum": [Side::Input.field(), Side::DatasetParameter.field()] })
    }
}

causes! {
    /// What is wrong with an entry of the input map.
    enum InputMapMistake<'a> {
        /// The dataset has no such parameter, or the recipe no such input.
        Unknown = "UNKNOWN" {
            /// The field that names it.
            field: Side,
            /// The name.
            found: &'a str,
            /// The name that was probably meant.
            suggestion: Option<&'a str>,
        } => {
            let has_no = match field {
                Side::Input => "The recipe has no input",
                Side::DatasetParameter => "The dataset has no parameter",
            };
            format!("{has_no} {}.{}", quoted(found), meant(*suggestion))
        };
        /// An earlier entry maps the same.
        Twice = "TWICE" {
            /// The field that names it again.
            field: Side,
            /// The name.
            found: &'a str,
        } => {
            let what = match field {
                Side::Input => "The recipe input",
                Side::DatasetParameter => "The dataset parameter",
            };
            format!("{what} {} is mapped twice.", quoted(found))
        };
        /// The two sides of the entry are swapped.
        Swapped = "SWAPPED" {
            /// The recipe input.
            input: &'a str,
            /// The dataset parameter.
            parameter: &'a str,
        } => format!(
            "The two sides are swapped: {} is the recipe input, and {} the dataset parameter.",
            quoted(input),
            quoted(parameter)
        );
    }
}

causes! {
    /// Why a field has no effect.
    enum Ignored<'a> {
        /// Beside a previous batch there is a dataset.
        DatasetReplaced = "previous_batch" =>
            "\"dataset\" has no effect beside \"previous_batch\": the batch re-processes recipes.";
        /// The previous batch has forced nodes of its own.
        ForcedNodesReplaced = "previous_batch" =>
            "\"forced_nodes\" has no effect: \"previous_batch\" has forced nodes of its own, which replace these.";
        /// There is no dataset whose parameters an input map could map.
        NoDataset = "dataset" => "\"inputMap\" has no effect without a dataset.";
        /// Every node is forced.
        EveryNodeForced = "all" {; field: &'a str } =>
            format!("\"{field}\" has no effect beside \"all\": true, which forces every node.");
        /// The server takes null as left out.
        NullString = "null" {; field: &'a str } =>
            format!("\"{field}\" is null, which the server treats as omitted. In an edit, \"\" clears it.");
        /// An edit leaves the configuration as it is.
        NullConfiguration = "null" => unchanged("null");
        /// An edit leaves the configuration as it is.
        EmptyConfiguration = "empty" => unchanged("{}");
        /// Validation does not look at it.
        Validation = "validation" {; field: &'a str } =>
            format!("The validation service ignores \"{field}\"; it takes effect on creation.");
        /// The server takes another page size.
        PageSize = "page_size" {
            /// The page size that the query has.
            found: &'a str,
            /// The page size that the server takes.
            server: i64;
            why: &'a str,
        } => format!("\"page_size\" is {}, {why}: a page has {server} results.", quoted(found));
        /// Verdicts do not follow from it any longer.
        Threshold = "verdict" {; field: &'a str } =>
            format!("\"{field}\" has no effect: a verdict follows from the interval of the difference.");
        /// An entry of an input map has no such field.
        InputMap = "input_map" {
            /// The field that was probably meant.
            suggestion: Option<&'a str>;
            field: &'a str,
        } => format!("The field {} has no effect in an input map.{}", quoted(field), meant(*suggestion));
    }
}

impl<'a> Ignored<'a> {
    /// The field.
    pub(crate) fn field(&self) -> &'a str {
        match self {
            Ignored::DatasetReplaced => "dataset",
            Ignored::ForcedNodesReplaced => "forced_nodes",
            Ignored::NoDataset => "inputMap",
            Ignored::NullConfiguration | Ignored::EmptyConfiguration => "configuration",
            Ignored::PageSize { .. } => "page_size",
            Ignored::EveryNodeForced { field }
            | Ignored::NullString { field }
            | Ignored::Validation { field }
            | Ignored::Threshold { field }
            | Ignored::InputMap { field, .. } => field,
        }
    }
}

/// That an edit does not change the configuration.
fn unchanged(found: &str) -> String {
    format!(
        "The configuration {found} changes nothing. {{\"version\": \"7\"}} clears the configuration of the batch."
    )
}

causes! {
    /// What the name of a forced node is, where the recipe has no such node.
    enum NamedInstead<'a> {
        /// The job type of nodes of the recipe.
        JobType = "JOB_TYPE" {
            /// The nodes; 100 at most.
            nodes: Vec<&'a str>;
            all: &'a [&'a str],
        } => type_of("job type", all);
        /// The recipe type of nodes of the recipe.
        RecipeType = "RECIPE_TYPE" {
            /// The nodes; 100 at most.
            nodes: Vec<&'a str>;
            all: &'a [&'a str],
        } => type_of("recipe type", all);
        /// The job type of nodes inside sub-recipes.
        JobTypeInside = "JOB_TYPE" {
            /// The nodes.
            nodes: Vec<&'a str>,
            /// For each the recipe nodes around it, from the outside in.
            places: Vec<Vec<&'a str>>,
            /// The field in which it is named there: `nodes` or `sub_recipes`.
            field: &'a str,
        } => type_inside("job type", nodes, &within(places, field));
        /// The recipe type of nodes inside sub-recipes.
        RecipeTypeInside = "RECIPE_TYPE" {
            /// The nodes.
            nodes: Vec<&'a str>,
            /// For each the recipe nodes around it, from the outside in.
            places: Vec<Vec<&'a str>>,
            /// The field in which it is named there: `nodes` or `sub_recipes`.
            field: &'a str,
        } => type_inside("recipe type", nodes, &within(places, field));
        /// A node inside sub-recipes.
        InSubRecipe = "IN_SUB_RECIPE" {
            /// For each place the recipe nodes around it, from the outside in.
            places: Vec<Vec<&'a str>>,
            /// The field in which it is named there: `nodes` or `sub_recipes`.
            field: &'a str,
        } => {
            let places = within(places, field);
            format!(
                " itself, but a sub-recipe of it has. Name it in {}{}.",
                if places.len() > 1 { "one of " } else { "" },
                listed(places.iter().map(String::as_str))
            )
        };
    }
}

/// The places as people write them, each with the field in which the node is named there.
fn within(places: &[Vec<&str>], field: &str) -> Vec<String> {
    let places = places.iter().map(|place| {
        let steps = place.iter().map(|node| format!("sub_recipes.{node}."));
        steps.collect::<String>() + field
    });
    places.collect()
}

fn type_of(what: &str, nodes: &[&str]) -> String {
    format!(
        ": that is the {what} of the {} {}.",
        if nodes.len() == 1 { "node" } else { "nodes" },
        listed(nodes.iter().copied())
    )
}

fn type_inside(what: &str, nodes: &[&str], places: &[String]) -> String {
    let nodes = nodes.iter().zip(places);
    let named: Vec<String> = nodes
        .map(|(node, place)| format!("{} in {}", quoted(node), quoted(place)))
        .collect();
    format!(
        ": that is the {what} of a node inside a sub-recipe. Name that node instead: {}.",
        named.join(" or ")
    )
}

causes! {
    /// What a node is that is no sub-recipe.
    enum NoSubRecipe {
        /// A job.
        Job = "job" => "is a job, and has no nodes inside. List it in \"nodes\" instead.";
        /// A condition.
        Condition = "condition" =>
            "is a condition, which has nothing to run again. Force the nodes behind it instead.";
    }
}

causes! {
    /// Why the previous batch of the context is not the one that the request re-processes.
    enum NotUsed {
        /// It belongs to another chain.
        OtherChain = "OTHER_CHAIN" {; root_batch_id: i64, expected: i64 } => format!(
            "it belongs to the chain of batch {root_batch_id}, and the request re-processes the chain of batch \
             {expected}."
        );
        /// Another batch has re-processed it.
        Superseded = "SUPERSEDED" {; expected: i64 } => format!(
            "it is superseded. The server takes the batch of the chain of batch {expected} that is not superseded."
        );
    }
}

causes! {
    /// Why a server fails.
    enum ServerFailure<'a> {
        /// The recipe has recipe nodes, and the definition no forced nodes.
        NoForcedNodes = "NO_FORCED_NODES" =>
            "The server fails with an HTTP 500 when the recipe has recipe nodes and the definition has no \
             \"forced_nodes\". Add {\"all\": false} to avoid that.";
        /// A recipe node is pinned to a revision that is not the latest.
        OldRevision = "OLD_REVISION" {
            /// The node.
            node: &'a str,
            /// The revision that it is pinned to.
            revision_num: i64,
            /// The latest revision.
            latest: i64,
        } => format!(
            "The server fails with an HTTP 500 because the recipe node {} is pinned to revision {revision_num} of its \
             recipe type, and the latest is {latest}.",
            quoted(node)
        );
        /// A node is forced that is not in the recipe.
        UnknownForcedNode = "UNKNOWN_FORCED_NODE" {
            /// The node.
            node: &'a str,
        } => format!(
            "The server fails with an HTTP 500 because the forced node {} is not in the recipe, which has recipe \
             nodes.",
            quoted(node)
        );
        /// The latest revisions of recipe types contain each other.
        RecipeTypeLoop = "RECIPE_TYPE_LOOP" {
            /// The node that leads to them, where a recipe definition is checked.
            node: Option<&'a str>,
            /// The recipe types.
            recipe_types: Vec<&'a str>,
        } => recipe_type_loop(*node, recipe_types);
        /// The input map has three entries or more.
        ThreeEntries = "THREE_ENTRIES" => refused_map("the input map has three or more entries");
        /// The dataset has parameters beside the two that the input map maps.
        FurtherParameters = "FURTHER_PARAMETERS" =>
            refused_map("the input map has two entries, and the dataset has further parameters");
        /// The dataset has a parameter of the name that another is mapped to.
        NameTaken = "NAME_TAKEN" {
            /// The name.
            parameter: &'a str,
        } => refused_map(&["the dataset already has a parameter named ", &quoted(parameter)].concat());
        /// A JSON parameter is mapped.
        JsonParameter = "JSON_PARAMETER" {
            /// The parameter.
            parameter: &'a str,
        } => format!(
            "The dataset parameter {} is JSON, and the server fails with an HTTP 500 when a JSON parameter is mapped. \
             Give the dataset parameter the name of the recipe input instead.",
            quoted(parameter)
        );
        /// The interface of a condition node leaves fields out.
        FieldsLeftOut = "FIELDS_LEFT_OUT" {
            /// The fields.
            fields: Vec<&'a str>,
        } => format!(
            "In the interface of a condition node the server wants every field spelled out. Without {} it refuses the \
             definition.",
            listed(fields.iter().copied())
        );
        /// The names of nodes are longer than the server can store.
        NodeNameTooLong = "NODE_NAME_TOO_LONG" {
            /// The number of characters that it can.
            maximum: usize,
            /// The nodes.
            nodes: Vec<&'a str>,
        } => format!(
            "The server fails with an HTTP 500 when it creates recipes with a node whose name is longer than \
             {maximum} characters: {}.",
            listed(nodes.iter().copied())
        );
        /// A string contains a NUL character.
        NulCharacter = "NUL_CHARACTER" {
            /// The field that has it.
            field: &'a str,
        } => format!(
            "The server fails with an HTTP 500 because \"{field}\" contains a NUL character, which its database \
             cannot store."
        );
        /// A list cannot be ordered by such a field.
        UnknownOrder = "UNKNOWN_ORDER" {
            /// The field.
            found: &'a str,
            /// The fields that it can be ordered by.
            allowed: Vec<&'a str>,
            /// The field that was probably meant.
            suggestion: Option<&'a str>;
            examples: &'a str,
        } => unknown_order(found, *suggestion, examples);
    }
}

impl ServerFailure<'_> {
    /// What the server returns.
    pub(crate) fn server(&self) -> &'static str {
        match self {
            ServerFailure::ThreeEntries
            | ServerFailure::FurtherParameters
            | ServerFailure::NameTaken { .. } => "DUPLICATE_INPUT",
            ServerFailure::FieldsLeftOut { .. } => "INVALID_DEFINITION_JSON",
            _ => "HTTP 500",
        }
    }
}

fn recipe_type_loop(node: Option<&str>, recipe_types: &[&str]) -> String {
    let types = listed(recipe_types.iter().copied());
    let is_one = recipe_types.len() == 1;
    let Some(node) = node else {
        let contain = if is_one {
            format!("recipe type {types} contains itself")
        } else {
            format!("recipe types contain each other ({types})")
        };
        return format!(
            "The server fails with an HTTP 500 when every node is forced and the latest revisions of {contain}. Force \
             the nodes by name instead."
        );
    };
    let contain = if is_one {
        "contains itself"
    } else {
        "contain each other"
    };
    format!(
        "In their latest revisions {types} {contain}. The server follows what node {} runs in an endless loop, and fails \
         with an HTTP 500.",
        quoted(node)
    )
}

fn refused_map(reason: &str) -> String {
    format!(
        "The server is known to refuse this input map with DUPLICATE_INPUT, because {reason}. Naming the dataset's \
         parameters like the recipe's inputs avoids the map."
    )
}

fn unknown_order(found: &str, suggestion: Option<&str>, examples: &str) -> String {
    let mut sentence = if found.is_empty() {
        "The server fails with an HTTP 500 because the field to order by is empty.".to_owned()
    } else {
        format!(
            "The server fails with an HTTP 500 because there is no field {} to order by.",
            quoted(found)
        )
    };
    if suggestion.is_none() {
        sentence.push_str(" Order by ");
        sentence.push_str(examples);
        sentence.push('.');
    }
    sentence.push_str(&meant(suggestion));
    sentence
}

causes! {
    /// Why no recipe is created where some are estimated.
    enum NothingCreated<'a> {
        /// The recipe type is inactive.
        RecipeTypeInactive = "RECIPE_TYPE_INACTIVE" {
            /// Its name, where that is known.
            name as "recipe_type_name": Option<&'a str>,
        } => {
            let name = name.map_or_else(String::new, |name| [" ", &quoted(name)].concat());
            format!("the recipe type{name} is inactive. Activate it first")
        };
        /// A recipe gets a single file, and requires other inputs as well.
        OtherInputsRequired = "OTHER_INPUTS_REQUIRED" {; inputs: Vec<&'a str> } => format!(
            "each recipe gets a single file of the dataset, and the recipe requires other inputs beside it ({})",
            listed(inputs.iter().copied())
        );
    }
}

causes! {
    /// Why sub-recipes are never created.
    enum SubRecipesLost<'a> {
        /// Their recipe type is inactive.
        SubRecipeTypeInactive = "SUB_RECIPE_TYPE_INACTIVE" {
            /// Their recipe nodes.
            nodes: Vec<&'a str>,
        } => format!(
            "The server will never create the sub-recipes of {}: the recipe type is inactive.",
            listed(nodes.iter().copied())
        );
        /// Their recipe nodes were not in the previous batch.
        NewRecipeNode = "NEW_RECIPE_NODE" {
            /// The recipe nodes.
            nodes: Vec<&'a str>,
            /// The recipe nodes whose sub-recipes are lost with theirs.
            others: Vec<&'a str>,
        } => {
            let together = match &others[..] {
                [] => String::new(),
                others => [", and with them those of ", &listed(others.iter().copied())].concat(),
            };
            format!(
                "The server will fail to create the sub-recipes of {}{together}: a recipe node that was not there in \
                 the previous batch has no sub-recipe to replace.",
                listed(nodes.iter().copied())
            )
        };
    }
}

causes! {
    /// Why a string is not a duration.
    enum Refusal {
        /// It is empty.
        Empty = "EMPTY" => "it is empty";
        /// It has a sign.
        Sign = "SIGN" => "a duration has no sign";
        /// It does not begin with `P`.
        NoP = "NO_P" => "a duration begins with \"P\"";
        /// A letter is lower case.
        LowerCase = "LOWER_CASE" => "its letters must be upper case";
        /// A fraction follows a comma.
        Comma = "COMMA" => "a fraction follows a point, not a comma";
        /// It has years, months or weeks.
        CalendarUnit = "CALENDAR_UNIT" {
            /// The letter of the unit.
            at: char,
        } => {
            let unit = match at {
                'Y' => "years",
                'W' => "weeks",
                _ => "months",
            };
            format!("Scale takes no {unit}; use days")
        };
        /// A unit is in the wrong place.
        MisplacedUnit = "MISPLACED_UNIT" {
            /// The letter of the unit.
            at: char,
        } => format!(
            "\"{at}\" is out of place: days come first, then, after a \"T\", hours, minutes and seconds, each once"
        );
        /// The last number has no unit.
        NoUnit = "NO_UNIT" => "its last number has no unit";
        /// A character that no duration has.
        UnexpectedCharacter = "UNEXPECTED_CHARACTER" {
            /// The character.
            at: char,
        } => format!("{} has no place in it", quoted(at.encode_utf8(&mut [0; 4])));
        /// It is longer than the longest that can be represented exactly, or negative.
        OutOfRange = "OUT_OF_RANGE"
            => "it is longer than P104249DT23H47M34.740991S, the longest that can be represented exactly";
    }
}

/// Why recipes cannot be re-processed, as a diff reports it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NoReprocessReason<'a> {
    pub(crate) name: &'a str,
    pub(crate) description: &'a str,
}

impl ParamValue for NoReprocessReason<'_> {
    fn into_value(self) -> Value {
        serde_json::json!({ "name": self.name, "description": self.description })
    }

    #[cfg(feature = "schema")]
    fn schema() -> Value {
        serde_json::json!({
            "type": "object",
            "properties": {
                "name": { "type": "string", "description": "The name of the reason, as the server has it." },
                "description": { "type": "string", "description": "The reason, for people." },
            },
            "required": ["name", "description"],
        })
    }
}
