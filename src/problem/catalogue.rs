//! Every problem there is, each declared once.

use super::causes::{
    ChainFault, Ignored, InputMapMistake, NotFound, NotUsed, NothingCreated, NothingToCreate,
    ServerFailure, SubRecipesLost,
};
use crate::words::{counted, quoted};
use serde_json::Value;

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
        let name = name.map(|name| format!(" ({name})")).unwrap_or_default();
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
        /// Why there is no such batch, where the context tells.
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
        problems: Vec<Value>,
        /// Why its recipes cannot be re-processed: the name and the description of each reason.
        reasons: Vec<Value>;
        /// The descriptions of the reasons.
        descriptions: Vec<&'a str>,
    } => format!(
        "The recipes of the previous batch {batch_id} cannot be re-processed with the current revision of their \
         recipe type: {}",
        descriptions.join(" ")
    );

    /// A parameter of the dataset cannot be connected to the recipe's inputs.
    MismatchedParams = "MISMATCHED_PARAMS", Error(7), Undeclared;

    /// The dataset's definition in the context is structurally broken.
    InvalidDatasetDefinition = "INVALID_DATASET_DEFINITION", Error(7), Structural;

    /// A name stands twice among the dataset's parameters.
    NameCollisionError<'a> = "NAME_COLLISION_ERROR", Error(7), {
        /// The name.
        parameter: &'a str,
    } => format!(
        "The name {} stands in both \"parameters\" and \"global_parameters\".",
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
        because: NothingToCreate<'a>;
        /// The last batch of a chain, where the batch that follows it is to be made.
        last_batch: Option<i64>,
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

    /// A parameter name stands twice in one interface.
    DuplicateInput = "DUPLICATE_INPUT", Error, Undeclared;

    /// A dependency or a connection names a node that is not there.
    UnknownNode = "UNKNOWN_NODE", Error, Undeclared;

    /// A connection names an input that the recipe does not have.
    UnknownInput = "UNKNOWN_INPUT", Error, Undeclared;

    /// A connection takes an output of a recipe node.
    ConnectionInvalidNode = "CONNECTION_INVALID_NODE", Error, Undeclared;

    /// Nodes depend on each other in a circle.
    CircularDependency = "CIRCULAR_DEPENDENCY", Error, Undeclared;

    /// A recipe type contains itself.
    RecursiveSubrecipes = "RECURSIVE_SUBRECIPES", Error, Undeclared;

    /// The connections of a node do not make a valid input for it.
    NodeInterface = "NODE_INTERFACE", Error, Undeclared;

    /// A filter's condition does not go with its type.
    InvalidCondition = "INVALID_CONDITION", Error, Undeclared;

    /// A filter's `fields` do not go with its `values`.
    InvalidFields = "INVALID_FIELDS", Error, Undeclared;

    /// A filter's value cannot be read as the filter's type.
    ValueError = "VALUE_ERROR", Error, Undeclared;

    /// A required parameter is not delivered.
    ParamRequired = "PARAM_REQUIRED", Error, Undeclared;

    /// A file is connected to JSON, or JSON to a file.
    MismatchedParamType = "MISMATCHED_PARAM_TYPE", Error, Undeclared;

    /// Several files are connected to an input that takes one.
    NoMultipleFiles = "NO_MULTIPLE_FILES", Error, Undeclared;

    /// JSON of one type is connected to JSON of another.
    MismatchedJsonType = "MISMATCHED_JSON_TYPE", Error, Undeclared;

    /// A document that a server sent, or should have sent, is not what the API documents.
    InvalidResponse = "INVALID_RESPONSE", Error, Structural;

    /// A duration is not an ISO-8601 duration that scale-batch can hold.
    InvalidDuration = "INVALID_DURATION", Error, Undeclared;

    /// A limit of the reader was reached: size, depth or number of problems.
    LimitExceeded<'a> = "LIMIT_EXCEEDED", Error, {
        /// The limit: `bytes`, `values`, `depth` or `problems`.
        limit: &'a str,
        /// How far it goes.
        maximum: usize,
        /// How many problems are not listed.
        dropped: Option<usize>;
        said: String,
    } => said;

    /// A key stands twice in one JSON object.
    DuplicateKey = "DUPLICATE_KEY", Warning, Undeclared;

    /// A field stands where the server does not look for it.
    MisplacedField = "MISPLACED_FIELD", Warning, Undeclared;

    /// A field has no effect beside another.
    IgnoredField<'a> = "IGNORED_FIELD", Warning, {
        /// The field.
        field: &'a str,
        /// Why it has no effect.
        because: Ignored<'a>,
    } => because.sentence();

    /// A forced node is not in the recipe.
    UnknownForcedNode = "UNKNOWN_FORCED_NODE", Warning, Undeclared;

    /// A node is forced as a sub-recipe and is none.
    NotASubRecipe = "NOT_A_SUB_RECIPE", Warning, Undeclared;

    /// A recipe node is forced, and nothing inside it.
    SubRecipeNotExpanded = "SUB_RECIPE_NOT_EXPANDED", Warning, Undeclared;

    /// `all` is false and nothing is listed.
    NothingForced = "NOTHING_FORCED", Warning, Undeclared;

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
    MismatchedMediaTypes = "MISMATCHED_MEDIA_TYPES", Warning, Undeclared;

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
    MismatchedType = "MISMATCHED_TYPE", Warning, Undeclared;

    /// A filter names a parameter that the node does not have.
    UnmatchedFilter = "UNMATCHED_FILTER", Warning, Undeclared;

    /// Parameters of a condition node are looked at by no filter.
    UnmatchedParameters = "UNMATCHED_PARAMETERS", Warning, Undeclared;

    /// A filter is allowed, but nothing can pass it.
    FilterNeverHolds = "FILTER_NEVER_HOLDS", Warning, Undeclared;

    /// A connection goes to an input that the node does not have.
    UnmatchedConnection = "UNMATCHED_CONNECTION", Warning, Undeclared;

    /// Recipes of the saved revision cannot be re-processed with the new definition.
    ReprocessWarning = "REPROCESS_WARNING", Warning, Undeclared;

    /// A comparison has a metric that the API does not.
    UnknownMetric<'a> = "UNKNOWN_METRIC", Warning, {
        /// The name.
        field: &'a str,
        /// The metric that was probably meant.
        suggestion: Option<&'a str>,
    } => format!("There is no metric {} here. It is left out.", quoted(field));

    /// A metric of a comparison has not one value for each batch.
    WrongLength = "WRONG_LENGTH", Warning, {
        /// How many values there are.
        found: usize,
        /// How many batches there are.
        expected: usize;
        label: String,
    } => format!("{label} should have one value for each of the {expected} batches, but it has {found}.");

    /// A batch is given twice.
    DuplicateBatch = "DUPLICATE_BATCH", Warning, {
        /// The id of the batch.
        id: i64,
    } => format!("The batch {id} stands here twice. Only the first one counts.");

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
    BatchSuperseded = "BATCH_SUPERSEDED", Warning, Undeclared;

    /// Batches of different chains are compared.
    DifferentChains = "DIFFERENT_CHAINS", Warning, {
        /// The id of the batch.
        id: i64,
        /// The root batch of its chain.
        found: i64,
        /// The root batch of the chain of the first batch.
        expected: i64,
    } => format!(
        "Batch {id} belongs to the chain of batch {found}, the first batch to that of batch {expected}."
    );

    /// Batches of different recipe types are compared.
    DifferentRecipeTypes = "DIFFERENT_RECIPE_TYPES", Warning, {
        /// The id of the batch.
        id: i64,
        /// Its recipe type.
        found: i64,
        /// The recipe type of the batches before it.
        expected: i64,
    } => format!("Batch {id} runs recipe type {found}, batches before it recipe type {expected}.");

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
        total: u64;
        /// The metric of the total.
        of: &'a str,
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

    /// A batch has fewer jobs than its job metrics tell.
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
        description.push_str(&format!(" Missing for certain: {}", named.join(", ")));
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
