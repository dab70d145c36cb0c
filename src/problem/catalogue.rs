//! Every problem there is, each declared once.

use serde_json::Value;

use super::causes::{
    ChainFault, ConnectionFault, Ignored, InputMapMistake, NOT_FIT, NamedInstead, NeverHolds,
    NoReprocessReason, NoSubRecipe, NodeNamed, NotFound, NotUsed, NothingCreated, NothingToCreate,
    Refusal, ServerFailure, SubRecipesLost, duplicate_input,
};
#[cfg(feature = "schema")]
use super::params::ParamsSchema;
use super::params::{Param, ParamValue, Params};
use crate::words::{choice_list, counted, listed, meant, quoted, shortened};

problems! {
    /// The request itself is wrong: a field is missing, unknown, or of the wrong type.
    InvalidRequest = "INVALID_REQUEST", Error(0), Structural;

    /// `recipe_type_id` is not the id of the recipe type in the context.
    MismatchedRecipeTypeId<'a> = "MISMATCHED_RECIPE_TYPE_ID", Error(0), {
        /// The id that the request has.
        found: i64,
        /// The id of the recipe type in the context.
        expected: i64;
        /// The name of the recipe type in the context.
        name: Option<&'a str>,
    } => {
        let name = name.map(|name| format!(" ({})", shortened(name))).unwrap_or_default();
        format!(
            "\"recipe_type_id\" is {found}, but the recipe type of the context has the id {expected}{name}."
        )
    };

    /// A structural mistake in the batch definition, its forced nodes included.
    InvalidBatchDefinition = "INVALID_BATCH_DEFINITION", Error(1), Structural;

    /// A structural mistake in the batch configuration.
    InvalidBatchConfiguration = "INVALID_BATCH_CONFIGURATION", Error(2), Structural;

    /// No batch of the context can be the previous batch.
    PrevBatchNotFound = "PREV_BATCH_NOT_FOUND", Error(3), {
        /// The root of the chain that the request re-processes.
        root_batch_id: i64,
        /// Why there is no such batch, where the context shows it.
        because: Option<NotFound>,
    } => match because {
        Some(because) => because.sentence(),
        None if *root_batch_id <= 0 => {
            format!("\"root_batch_id\" is {root_batch_id}, but the ids of batches begin at 1.")
        }
        None => format!(
            "There is no batch that is not superseded in the chain of root batch {root_batch_id}. \
             \"root_batch_id\" must be the id of the first batch of a chain."
        ),
    };

    /// The previous batch ran another recipe type.
    MismatchedRecipeType = "MISMATCHED_RECIPE_TYPE", Error(4), {
        /// The previous batch.
        batch_id: i64,
        /// The recipe type that it ran.
        found: i64,
        /// The recipe type that the request names.
        expected: i64,
    } => format!(
        "The previous batch {batch_id} ran recipe type {found}, but \"recipe_type_id\" is {expected}. \
         A batch re-processes recipes of its own type only."
    );

    /// The previous batch is still creating its recipes.
    PrevBatchStillCreating = "PREV_BATCH_STILL_CREATING", Error(5), {
        /// The previous batch.
        batch_id: i64;
        /// Whether the batch that follows it is to be made, and no request checked.
        is_next_wanted: bool,
    } => if *is_next_wanted {
        format!(
            "Batch {batch_id} is still creating its recipes. The server refuses the next batch until its \
             \"is_creation_done\" is true."
        )
    } else {
        format!(
            "The previous batch {batch_id} is still creating its recipes. Wait until its \"is_creation_done\" is true."
        )
    };

    /// The recipes of the previous batch cannot be re-processed with the current revision.
    PrevBatchNoReprocess<'a> = "PREV_BATCH_NO_REPROCESS", Error(6), {
        /// The previous batch.
        batch_id: i64,
        /// What of the previous inputs does not fit the current ones: the name and the params of each problem.
        problems: Vec<UnfitInput>,
        /// Why its recipes cannot be re-processed: the name and the description of each reason.
        reasons: Vec<NoReprocessReason<'a>>,
    } => {
        let descriptions: Vec<&str> = reasons.iter().map(|reason| reason.description).collect();
        format!(
            "The recipes of the previous batch {batch_id} cannot be re-processed with the current revision of their \
             recipe type: {}",
            descriptions.join(" ")
        )
    };

    /// A parameter of the dataset cannot be connected to the recipe's inputs.
    MismatchedParams = "MISMATCHED_PARAMS", Error(7), {
        /// How the parameters do not fit.
        cause: CausedBy,
    } => [NOT_FIT, &cause.description].concat();

    /// The dataset's definition in the context is structurally broken.
    InvalidDatasetDefinition = "INVALID_DATASET_DEFINITION", Error(7), Structural;

    /// A name appears twice among the dataset's parameters.
    NameCollisionError<'a> = "NAME_COLLISION_ERROR", Error(7), {
        /// The name.
        parameter: &'a str,
    } => format!(
        "The name {} appears in both \"parameters\" and \"global_parameters\".",
        quoted(parameter)
    );

    /// `dataset` is not the id of the dataset in the context.
    UnknownDataset = "UNKNOWN_DATASET", Error(7), {
        /// The dataset that the request names.
        found: i64,
        /// The id of the dataset in the context.
        expected: i64,
    } => format!("\"dataset\" is {found}, but the dataset of the context has the id {expected}.");

    /// The batch would create no recipe.
    NoRecipes<'a> = "NO_RECIPES", Error(8), {
        /// Why.
        because: NothingToCreate<'a>,
        /// The last batch of a chain, where the batch that follows it is to be made.
        last_batch as "batch_id": Option<i64>,
    } => match last_batch {
        Some(id) => format!("The next batch would create no recipes: batch {id} has none to re-process."),
        None => format!("The batch would create no recipes: {}.", because.sentence()),
    };

    /// An entry of the input map names nothing that can be mapped.
    InvalidInputMap<'a> = "INVALID_INPUT_MAP", Error(9), {
        /// What is wrong with the entry.
        cause: InputMapMistake<'a>,
    } => cause.sentence();

    /// A structural mistake in a recipe definition.
    InvalidRecipeDefinition = "INVALID_RECIPE_DEFINITION", Error, Structural;

    /// A parameter name appears twice in one interface.
    DuplicateInput<'a> = "DUPLICATE_INPUT", Error, {
        /// The parameter.
        parameter: &'a str,
    } => duplicate_input(parameter);

    /// A dependency or a connection names a node that is not there.
    UnknownNode<'a> = "UNKNOWN_NODE", Error, {
        /// The name.
        node: &'a str,
        /// `condition`, where the node is there and is one.
        node_type: Option<&'a str>,
        /// The name that was probably meant.
        suggestion: Option<&'a str>;
        named: NodeNamed,
    } => named.about(node) + &meant(*suggestion);

    /// A connection names an input that the recipe does not have.
    UnknownInput<'a> = "UNKNOWN_INPUT", Error, {
        /// The name.
        input: &'a str,
        /// The name that was probably meant.
        suggestion: Option<&'a str>,
    } => format!("The recipe has no input {}.{}", quoted(input), meant(*suggestion));

    /// A connection takes an output of a recipe node.
    ConnectionInvalidNode<'a> = "CONNECTION_INVALID_NODE", Error, {
        /// The recipe node.
        node: &'a str,
    } => format!(
        "{} is a recipe node, and recipe nodes have no outputs. Use the output of a job or a condition.",
        quoted(node)
    );

    /// Nodes depend on each other in a circle.
    CircularDependency = "CIRCULAR_DEPENDENCY", Error, {
        /// The nodes of the circle, each of which depends on the next.
        cycle: Vec<String>;
        /// Whether the sentence names them.
        are_named: bool,
    } => match &cycle[..] {
        _ if !*are_named => {
            "Nodes depend on each other in a circle, so that none of them could ever run.".to_owned()
        }
        [only] => format!("{} depends on itself, so it could never run.", quoted(only)),
        several => format!(
            "These nodes depend on each other in a circle, so none could ever run: {}. Remove one of the dependencies.",
            listed(several.iter().map(String::as_str))
        ),
    };

    /// A recipe type contains itself.
    RecursiveSubrecipes<'a> = "RECURSIVE_SUBRECIPES", Error, {
        /// The node that leads back to the recipe type, by name.
        node: Option<&'a str>,
        /// The recipe type that would contain itself.
        recipe_type_name: Option<&'a str>,
        /// The recipe type that contains it, where that is another one.
        within: Option<&'a str>,
        /// The revisions that contain each other, by name and number.
        recipe_types: Option<Vec<Value>>;
        said: String,
    } => std::mem::take(said);

    /// The connections of a node do not make a valid input for it.
    NodeInterface<'a> = "NODE_INTERFACE", Error, {
        /// The node.
        node: &'a str,
        /// What is wrong.
        cause: NodeFault<'a>,
        /// The connection that was probably meant for a required input that has none.
        connected: Option<&'a str>,
    } => format!("Node {}{}{}", quoted(node), cause.sentence(), connected_to_nothing(*connected));

    /// A filter's condition does not go with its type.
    InvalidCondition<'a> = "INVALID_CONDITION", Error, {
        /// The condition.
        condition: &'a str,
        /// The type of the filter.
        filter_type as "type": &'a str,
        /// The conditions that go with the type.
        allowed: Vec<&'a str>;
        takes_fields: bool,
    } => invalid_condition(condition, filter_type, allowed, *takes_fields);

    /// A filter's `fields` do not go with its `values`.
    InvalidFields = "INVALID_FIELDS", Error, {
        /// How many fields there are.
        fields: usize,
        /// How many values there are.
        values: usize,
    } => format!(
        "\"fields\" has {fields} items and \"values\" has {values}, but each value needs its own field."
    );

    /// A filter's value cannot be read as the filter's type.
    ValueError<'a> = "VALUE_ERROR", Error, {
        /// `integer` or `number`.
        expected: &'a str,
        /// The value, as JSON.
        found: String,
    } => format!("The type of the filter is {expected}, but the value {found} cannot be read as one.");

    /// A required parameter is not delivered.
    ParamRequired<'a> = "PARAM_REQUIRED", Error, {
        /// The parameter.
        parameter: &'a str,
        /// What arrives there: `nothing`, or something `optional`.
        found: &'a str,
    } => format!(
        "{} is required, but {}.",
        quoted(parameter),
        match *found {
            "optional" => "what is connected to it is optional and may be absent",
            _ => "nothing is connected to it",
        }
    );

    /// A file is connected to JSON, or JSON to a file.
    MismatchedParamType<'a> = "MISMATCHED_PARAM_TYPE", Error, {
        /// The parameter.
        parameter: &'a str,
        /// What it takes: `file` or `json`.
        expected: &'a str,
        /// What is connected.
        found: &'a str;
        wanted: &'a str,
        given: &'a str,
    } => format!("{} is {wanted}, but {given} is connected to it.", quoted(parameter));

    /// Several files are connected to an input that takes one.
    NoMultipleFiles<'a> = "NO_MULTIPLE_FILES", Error, {
        /// The parameter.
        parameter: &'a str,
    } => format!("{} takes one file, but several files are connected to it.", quoted(parameter));

    /// JSON of one type is connected to JSON of another.
    MismatchedJsonType<'a> = "MISMATCHED_JSON_TYPE", Error, {
        /// The parameter.
        parameter: &'a str,
        /// The type that it takes.
        expected: &'a str,
        /// The type that is connected.
        found: &'a str,
    } => format!(
        "{} takes JSON of type {expected}, but JSON of type {found} is connected to it.",
        quoted(parameter)
    );

    /// A document that a server sent, or should have sent, is not what the API documents.
    InvalidResponse = "INVALID_RESPONSE", Error, Structural;

    /// A duration is not an ISO-8601 duration that scale-batch can hold.
    InvalidDuration<'a> = "INVALID_DURATION", Error, {
        /// What is wrong with it.
        cause: Refusal,
        /// The string, or its first 60 characters.
        found: String;
        written: &'a str,
    } => format!("{} is not a duration such as \"PT10M12S\": {}.", quoted(written), cause.sentence());

    /// A limit was reached: size, depth, number of problems, entries of a result, or a count.
    LimitExceeded<'a> = "LIMIT_EXCEEDED", Error, {
        /// The limit: `bytes`, `values`, `depth`, `problems`, `problem_bytes`, `entries` or `integer`.
        limit: &'a str,
        /// How far it goes.
        maximum: u64,
        /// How many problems are not listed.
        dropped: Option<usize>;
        said: String,
    } => std::mem::take(said);

    /// A key appears twice in one JSON object.
    DuplicateKey<'a> = "DUPLICATE_KEY", Warning, {
        /// The key.
        key: &'a str;
        is_parameter: bool,
    } => if *is_parameter {
        format!("The parameter {} is repeated in the query. The last one counts.", quoted(key))
    } else {
        format!("The key {} appears twice in one object. The last one counts.", quoted(key))
    };

    /// A field is in a place where the server does not look for it.
    MisplacedField<'a> = "MISPLACED_FIELD", Warning, {
        /// The field.
        field: &'a str,
        /// Where it belongs, as a JSON Pointer.
        belongs: &'a str,
    } => format!("\"{field}\" has no effect here: the server reads it from \"definition\" only.");

    /// A field has no effect beside another.
    IgnoredField<'a> = "IGNORED_FIELD", Warning, {
        /// The field.
        field: &'a str,
        /// Why it has no effect.
        because: Ignored<'a>,
    } => because.sentence();

    /// A forced node is not in the recipe.
    UnknownForcedNode<'a> = "UNKNOWN_FORCED_NODE", Warning, {
        /// The name.
        node: &'a str,
        /// What the name is, where that is known.
        because: Option<NamedInstead<'a>>,
        /// The node of the recipe that was probably meant.
        suggestion: Option<&'a str>,
    } => {
        let instead = match because {
            Some(because) => because.sentence(),
            None => [".", &meant(*suggestion)].concat(),
        };
        format!("The recipe has no node {}{instead}", quoted(node))
    };

    /// A node is forced as a sub-recipe and is none.
    NotASubRecipe<'a> = "NOT_A_SUB_RECIPE", Warning, {
        /// The node.
        node: &'a str,
        /// What it is.
        kind: NoSubRecipe,
    } => format!("{} {}", quoted(node), kind.sentence());

    /// A recipe node is forced, and nothing inside it.
    SubRecipeNotExpanded<'a> = "SUB_RECIPE_NOT_EXPANDED", Warning, {
        /// The recipe node.
        node: &'a str,
    } => format!(
        "{} is forced, but nothing inside it. Say in \"sub_recipes\" which of its nodes are.",
        quoted(node)
    );

    /// `all` is false and nothing is listed.
    NothingForced<'a> = "NOTHING_FORCED", Warning, {
        /// The recipe node inside which that is so, where it is one.
        node: Option<&'a str>,
    } => match node {
        Some(node) => format!(
            "{} is forced, but inside it \"all\" is false and nothing is listed.",
            quoted(node)
        ),
        None => "\"all\" is false and nothing is listed, so nothing is forced.".to_owned(),
    };

    /// The context's previous batch is not the one that the request re-processes.
    PreviousBatchNotUsed = "PREVIOUS_BATCH_NOT_USED", Warning, {
        /// Why the batch of the context is not used.
        because: NotUsed,
        /// The batch of the context.
        batch_id: i64,
        /// The root of its chain.
        root_batch_id: i64,
        /// The root of the chain that the request re-processes.
        expected: i64,
    } => format!(
        "The previous batch {batch_id} of the context is not used: {}",
        because.sentence()
    );

    /// Every node of the previous batch would be copied.
    NothingToReprocess = "NOTHING_TO_REPROCESS", Warning, {
        /// The previous batch.
        batch_id: i64,
    } => "No node of the recipe changed since the previous batch, and none is forced: every node would be copied. Force \
         the nodes that are to run again.";

    /// The media types delivered are not those that are accepted.
    MismatchedMediaTypes<'a> = "MISMATCHED_MEDIA_TYPES", Warning, {
        /// The parameter.
        parameter: &'a str,
        /// The media types that are accepted.
        expected: Vec<&'a str>,
        /// Those that are connected and not accepted.
        found: Vec<&'a str>,
        /// The node that has the parameter, where it is that of one.
        node: Option<&'a str>,
    } => mismatched_media_types(parameter, expected, found);

    /// The priority is outside the range that the official client allows.
    PriorityOutOfRange = "PRIORITY_OUT_OF_RANGE", Warning, {
        /// The priority.
        found: i64,
        /// The smallest that is allowed.
        minimum: i64,
        /// The largest that is allowed.
        maximum: i64,
    } => format!(
        "The priority is {found}, but the official client allows {minimum} to {maximum} only."
    );

    /// The server is known to fail at this.
    ServerErrorLikely<'a> = "SERVER_ERROR_LIKELY", Warning, {
        /// What the server returns: `HTTP 500`, or the name of an error.
        server: &'a str,
        /// Why it fails.
        because: ServerFailure<'a>,
    } => because.sentence();

    /// The server is known to estimate another number of recipes.
    ServerEstimateDiffers = "SERVER_ESTIMATE_DIFFERS", Warning, {
        /// The number of recipes that the server estimates with the nodes in the order of the document.
        server: u64,
        /// The right number.
        expected: u64,
        /// All numbers that the server may estimate, where they are several and few.
        candidates: Option<Vec<u64>>;
        /// Whether the server estimates one number whatever order it looks at the nodes in.
        is_determined: bool,
    } => {
        let overlooks = "it overlooks recipe nodes that are forced by name or far below a forced node, and counts \
                         some twice";
        let by_order = "and which of them depends on the order in which it happens to look at the nodes";
        match candidates {
            None if *is_determined => {
                let server = counted(*server, "recipe");
                format!("The server will estimate {server} instead of {expected}: {overlooks}.")
            }
            Some(candidates) => {
                let candidates: Vec<String> = candidates.iter().map(u64::to_string).collect();
                format!(
                    "The server will estimate {} recipes, where {expected} would be right: {overlooks}, {by_order}.",
                    candidates.join(" or ")
                )
            }
            None => format!(
                "The server's estimate is not determined, where {expected} would be right: {overlooks}, {by_order}."
            ),
        }
    };

    /// The server estimates recipes, and will create none.
    NothingWillBeCreated<'a> = "NOTHING_WILL_BE_CREATED", Warning, {
        /// Why.
        because: NothingCreated<'a>,
        /// The number of recipes that the server estimates.
        estimated: u64,
        /// The inputs that stand in the way.
        inputs: Vec<&'a str>,
    } => format!(
        "The server accepts the batch and estimates {}, but it will create none: {}.",
        counted(*estimated, "recipe"),
        because.sentence()
    );

    /// The server will create more or fewer recipes than it estimates.
    CreatedCountDiffers<'a> = "CREATED_COUNT_DIFFERS", Warning, {
        /// The number of recipes that the server estimates.
        estimated: u64,
        /// The number that it creates if no earlier recipe used the files.
        created: u64,
        /// Whether that is the most, because conditions may let fewer pass.
        is_upper_bound: bool,
        /// Why.
        because: Vec<&'a str>;
        /// What the reasons mean.
        meanings: Vec<&'a str>,
    } => format!(
        "The server estimates {}, but it will create {}{created} if no earlier recipe used the files: {}.",
        counted(*estimated, "recipe"),
        if *is_upper_bound { "at most " } else { "" },
        meanings.join("; ")
    );

    /// The server will never create some of the sub-recipes.
    SubRecipesNotCreated<'a> = "SUB_RECIPES_NOT_CREATED", Warning, {
        /// Why.
        because: SubRecipesLost<'a>,
    } => because.sentence();

    /// A filter is of a kind that does not fit its parameter.
    MismatchedType<'a> = "MISMATCHED_TYPE", Warning, {
        /// The parameter.
        parameter: &'a str,
        /// The type of the filter.
        filter_type as "type": &'a str,
        /// What the parameter is: `file`, or a type of JSON.
        found: &'a str,
    } => format!(
        "A filter of type {} does not fit the parameter {}, which is {}.",
        quoted(filter_type),
        quoted(parameter),
        match *found {
            "file" => "a file".to_owned(),
            json => format!("JSON of type {json}"),
        }
    );

    /// A filter names a parameter that the node does not have.
    UnmatchedFilter<'a> = "UNMATCHED_FILTER", Warning, {
        /// The parameter.
        parameter: &'a str,
        /// The name that was probably meant.
        suggestion: Option<&'a str>,
    } => format!(
        "The filter is on {}, which is no parameter of the condition.{}",
        quoted(parameter),
        meant(*suggestion)
    );

    /// Parameters of a condition node are looked at by no filter.
    UnmatchedParameters<'a> = "UNMATCHED_PARAMETERS", Warning, {
        /// The parameters.
        parameters: Vec<&'a str>,
    } => format!("No filter of the condition looks at {}.", listed(parameters.iter().copied()));

    /// A filter is allowed, but nothing can pass it.
    FilterNeverHolds<'a> = "FILTER_NEVER_HOLDS", Warning, {
        /// The parameter.
        parameter: &'a str,
        /// The condition of the filter.
        condition: &'a str,
        /// Why nothing can pass.
        because: NeverHolds<'a>,
    } => because.sentence();

    /// A connection goes to an input that the node does not have.
    UnmatchedConnection<'a> = "UNMATCHED_CONNECTION", Warning, {
        /// The node.
        node: &'a str,
        /// The input that it does not have.
        input: &'a str,
        /// The name that was probably meant.
        suggestion: Option<&'a str>,
    } => format!(
        "Node {}: {} is connected, but what the node runs has no such input.{}",
        quoted(node),
        quoted(input),
        meant(*suggestion)
    );

    /// Recipes of the saved revision cannot be re-processed with the new definition.
    ReprocessWarning<'a> = "REPROCESS_WARNING", Warning, {
        /// The revision that is saved.
        revision_num: i64,
        /// Why, as the server names it.
        reasons: Vec<&'a str>,
        /// What of the earlier input does not fit: the name and the params of each problem.
        problems: Vec<UnfitInput>;
        errors: String,
    } => format!(
        "Recipes of the saved revision {revision_num} cannot be re-processed with this definition: their input does \
         not fit. {errors}"
    );

    /// A comparison has a metric that the API does not.
    UnknownMetric<'a> = "UNKNOWN_METRIC", Warning, {
        /// The name.
        field: &'a str,
        /// The metric that was probably meant.
        suggestion: Option<&'a str>,
    } => format!("There is no metric {} here. It is left out.", quoted(field));

    /// A metric of a comparison has not one value for each batch.
    WrongLength<'a> = "WRONG_LENGTH", Warning, {
        /// How many values there are.
        found: usize,
        /// How many batches there are.
        expected: usize,
        /// The metric, or the field of it.
        field: Option<&'a str>,
        /// Which item of `field` it is, from 1, where it is one.
        items: Option<Vec<usize>>;
        label: String,
    } => format!("{label} should have one value for each of the {expected} batches, but it has {found}.");

    /// A batch is given twice.
    DuplicateBatch = "DUPLICATE_BATCH", Warning, {
        /// The id of the batch.
        id: i64,
    } => format!("Batch {id} appears here twice. Only the first one counts.");

    /// The links between the batches of a chain do not make a chain.
    BrokenChain = "BROKEN_CHAIN", Warning, {
        /// The id of the batch.
        id: i64,
        /// The id of the root batch of the chain.
        root: i64,
        /// What is wrong with its link.
        cause: ChainFault,
    } => format!("Batch {id} {}.", cause.sentence());

    /// A chain is looked for in a part of a list: it may have other batches.
    IncompleteChain = "INCOMPLETE_CHAIN", Warning, {
        /// The id of the root batch of the chain.
        root: i64,
        /// The ids of batches that surely belong to the chain, because others name them.
        missing: Vec<i64>,
        /// The list query that returns the whole chain.
        query: String,
    } => incomplete_chain(*root, missing, query);

    /// A batch that has been replaced by another of its chain is to be re-processed.
    BatchSuperseded = "BATCH_SUPERSEDED", Warning, {
        /// The id of the batch.
        batch_id: i64,
        /// The root batch of its chain.
        root_batch_id: i64,
    } => format!(
        "Batch {batch_id} is superseded: the next batch re-processes the latest batch of the chain of batch \
         {root_batch_id}, not this one."
    );

    /// Batches of different chains are compared.
    DifferentChains = "DIFFERENT_CHAINS", Warning, {
        /// The id of the batch.
        id: i64,
        /// The root batch of its chain.
        found: i64,
        /// The root batch of the chain of the first batch.
        expected: i64,
    } => format!(
        "Batch {id} belongs to the chain of batch {found}, but the first batch belongs to that of batch {expected}."
    );

    /// Batches of different recipe types are compared.
    DifferentRecipeTypes = "DIFFERENT_RECIPE_TYPES", Warning, {
        /// The id of the batch.
        id: i64,
        /// Its recipe type.
        found: i64,
        /// The recipe type of the batches before it.
        expected: i64,
    } => format!("Batch {id} runs recipe type {found}, but the batches before it run recipe type {expected}.");

    /// The jobs in each status do not sum to the total.
    StatusesDoNotAddUp = "STATUSES_DO_NOT_ADD_UP", Warning, {
        /// The id of the batch.
        id: i64,
        /// The jobs in each status together.
        sum: u64,
        /// The jobs in total.
        total: u64,
    } => format!("The jobs of batch {id} in each status sum to {sum}, but there are {total} jobs.");

    /// More jobs or recipes are completed than there are.
    MoreCompletedThanTotal<'a> = "MORE_COMPLETED_THAN_TOTAL", Warning, {
        /// The id of the batch.
        id: i64,
        /// The metric that is too large.
        metric: &'a str,
        /// Its value.
        completed: u64,
        /// The value of the total.
        total: u64,
        /// The metric of the total.
        of as "total_metric": &'a str,
    } => format!("In batch {id}, \"{metric}\" is {completed}, more than the {total} of \"{of}\".");

    /// A shortest, average and longest duration are not in this order.
    DurationsOutOfOrder<'a> = "DURATIONS_OUT_OF_ORDER", Warning, {
        /// The id of the batch.
        id: i64,
        /// The metric that is too short.
        metric: &'a str,
        /// Its value.
        found: String,
        /// The metric that should not be longer.
        shorter: &'a str,
        /// The value of that metric.
        minimum: String,
    } => format!("In batch {id}, \"{metric}\" is {found}, less than the {minimum} of \"{shorter}\".");

    /// A batch has fewer jobs than its job metrics list.
    FewerJobsThanListed = "FEWER_JOBS_THAN_LISTED", Warning, {
        /// The id of the batch.
        id: i64,
        /// The jobs in total.
        total: u64,
        /// The jobs of the job metrics together.
        listed: u64,
    } => format!("Batch {id} has {total} jobs, fewer than the {listed} of its job metrics.");
}

/// At most five missing batches are named, and the others counted.
fn incomplete_chain(root: i64, missing: &[i64], query: &str) -> String {
    const MOST: usize = 5;
    let mut description = format!(
        "These batches are only a part of a list, and the chain of batch {root} may have others."
    );
    if !missing.is_empty() {
        let named: Vec<String> = missing.iter().take(MOST).map(i64::to_string).collect();
        description.push_str(&format!(" Certainly missing: {}", named.join(", ")));
        if let Some(more @ 1..) = missing.len().checked_sub(MOST) {
            description.push_str(&format!(" and {more} more"));
        }
        description.push('.');
    }
    description.push_str(&format!(
        " The list query \"{query}\" returns the whole chain."
    ));
    description
}

/// What else a connection to a required input that has none could be: one that goes nowhere.
fn connected_to_nothing(connected: Option<&str>) -> String {
    match connected {
        Some(connection) => format!(
            " {} is connected, but there is no such input.",
            quoted(connection)
        ),
        None => String::new(),
    }
}

fn invalid_condition(
    condition: &str,
    filter_type: &str,
    allowed: &[&str],
    takes_fields: bool,
) -> String {
    let filter_type = quoted(filter_type);
    let mut description = if allowed.is_empty() {
        format!("No condition goes with the type {filter_type}, so there can be no such filter.")
    } else {
        format!(
            "The condition {} does not go with the type {filter_type}, which takes one of {}.",
            quoted(condition),
            choice_list(allowed)
        )
    };
    if takes_fields {
        description.push_str(" With \"fields\" it takes any.");
    }
    description
}

fn mismatched_media_types(parameter: &str, allowed: &[&str], refused: &[&str]) -> String {
    let parameter = quoted(parameter);
    let found = listed(refused.iter().copied());
    let mut description = if allowed.is_empty() {
        format!("{parameter} lists no media types, but files of {found} are connected to it.")
    } else {
        let allowed = listed(allowed.iter().copied());
        format!(
            "{parameter} is for files of {allowed}, but files of {found} are connected to it too."
        )
    };
    if refused.contains(&"") {
        description.push_str(" The media type \"\" is empty: it names none.");
    }
    description
}

/// The problem of two parameters that do not fit together, as the cause of another problem.
#[derive(Debug, Clone)]
pub(crate) struct CausedBy {
    pub(crate) name: ProblemName,
    pub(crate) description: String,
    pub(crate) params: Params,
}

/// How two parameters can fail to fit together.
#[cfg(feature = "schema")]
const MISMATCHES: [ProblemName; 4] = [
    ProblemName::ParamRequired,
    ProblemName::MismatchedParamType,
    ProblemName::NoMultipleFiles,
    ProblemName::MismatchedJsonType,
];

impl Param for CausedBy {
    fn add(self, key: &'static str, params: &mut Params) {
        params.insert(key.into(), self.name.as_str().into());
        for (key, value) in self.params {
            params.insert(key, value);
        }
    }

    #[cfg(feature = "schema")]
    fn describe(key: &'static str, _: &str, schema: &mut ParamsSchema) {
        let causes = MISMATCHES.map(|name| {
            let mut cause = name.params();
            let name_only = serde_json::json!({ "const": name.as_str(), "type": "string" });
            cause.add(key, name.meaning(), name_only, true);
            cause
        });
        schema.branch(&causes);
    }
}

/// What is wrong with a node: a connection itself, or how the parameters that it connects fit together.
#[derive(Debug, Clone)]
pub(crate) enum NodeFault<'a> {
    Connection(ConnectionFault<'a>),
    Mismatch(CausedBy),
}

impl NodeFault<'_> {
    /// What the description says after the name of the node.
    fn sentence(&mut self) -> String {
        match self {
            NodeFault::Connection(fault) => fault.sentence(),
            NodeFault::Mismatch(mismatch) => [": ", &mismatch.description].concat(),
        }
    }
}

impl Param for NodeFault<'_> {
    fn add(self, key: &'static str, params: &mut Params) {
        match self {
            NodeFault::Connection(fault) => fault.add(key, params),
            NodeFault::Mismatch(mismatch) => mismatch.add(key, params),
        }
    }

    #[cfg(feature = "schema")]
    fn describe(key: &'static str, description: &str, schema: &mut ParamsSchema) {
        let (mut connection, mut mismatch) = (ParamsSchema::new(), ParamsSchema::new());
        ConnectionFault::describe(key, description, &mut connection);
        CausedBy::describe(key, description, &mut mismatch);
        schema.branch(&[connection, mismatch]);
    }
}

/// An input of a previous batch that does not fit the current revision: the problem, without its words.
#[derive(Debug, Clone)]
pub(crate) struct UnfitInput {
    pub(crate) name: ProblemName,
    pub(crate) params: Params,
}

impl ParamValue for UnfitInput {
    fn into_value(self) -> Value {
        serde_json::json!({ "name": self.name.as_str(), "params": self.params })
    }

    #[cfg(feature = "schema")]
    fn schema() -> Value {
        let inputs = MISMATCHES.map(|name| {
            let name_only = serde_json::json!({ "const": name.as_str(), "type": "string" });
            let description = "The figures and names in its description.";
            let params = super::params::described(name.params().into_schema(), description);
            serde_json::json!({
                "type": "object",
                "properties": { "name": name_only, "params": params },
                "required": ["name", "params"],
            })
        });
        serde_json::json!({ "anyOf": inputs })
    }
}
