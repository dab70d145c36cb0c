//! Every problem there is, each declared once.

use super::{Problem, Severity};

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
    PrevBatchNotFound = "PREV_BATCH_NOT_FOUND", Error(3), Undeclared;

    /// The previous batch ran another recipe type.
    MismatchedRecipeType = "MISMATCHED_RECIPE_TYPE", Error(4), Undeclared;

    /// The previous batch is still creating its recipes.
    PrevBatchStillCreating = "PREV_BATCH_STILL_CREATING", Error(5), Undeclared;

    /// The recipes of the previous batch cannot be re-processed with the current revision.
    PrevBatchNoReprocess = "PREV_BATCH_NO_REPROCESS", Error(6), Undeclared;

    /// A parameter of the dataset cannot be connected to the recipe's inputs.
    MismatchedParams = "MISMATCHED_PARAMS", Error(7), Undeclared;

    /// The dataset's definition in the context is structurally broken.
    InvalidDatasetDefinition = "INVALID_DATASET_DEFINITION", Error(7), Structural;

    /// A name stands twice among the dataset's parameters.
    NameCollisionError = "NAME_COLLISION_ERROR", Error(7), Undeclared;

    /// `dataset` is not the id of the dataset in the context.
    UnknownDataset = "UNKNOWN_DATASET", Error(7), Undeclared;

    /// The batch would create no recipe.
    NoRecipes = "NO_RECIPES", Error(8), Undeclared;

    /// An entry of the input map names nothing that can be mapped.
    InvalidInputMap = "INVALID_INPUT_MAP", Error(9), Undeclared;

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
    LimitExceeded = "LIMIT_EXCEEDED", Error, Undeclared;

    /// A key stands twice in one JSON object.
    DuplicateKey = "DUPLICATE_KEY", Warning, Undeclared;

    /// A field stands where the server does not look for it.
    MisplacedField = "MISPLACED_FIELD", Warning, Undeclared;

    /// A field has no effect beside another.
    IgnoredField = "IGNORED_FIELD", Warning, Undeclared;

    /// A forced node is not in the recipe.
    UnknownForcedNode = "UNKNOWN_FORCED_NODE", Warning, Undeclared;

    /// A node is forced as a sub-recipe and is none.
    NotASubRecipe = "NOT_A_SUB_RECIPE", Warning, Undeclared;

    /// A recipe node is forced, and nothing inside it.
    SubRecipeNotExpanded = "SUB_RECIPE_NOT_EXPANDED", Warning, Undeclared;

    /// `all` is false and nothing is listed.
    NothingForced = "NOTHING_FORCED", Warning, Undeclared;

    /// The context's previous batch is not the one that the request re-processes.
    PreviousBatchNotUsed = "PREVIOUS_BATCH_NOT_USED", Warning, Undeclared;

    /// Every node of the previous batch would be copied.
    NothingToReprocess = "NOTHING_TO_REPROCESS", Warning, Undeclared;

    /// The media types delivered are not those that are accepted.
    MismatchedMediaTypes = "MISMATCHED_MEDIA_TYPES", Warning, Undeclared;

    /// The priority is outside the range that the official client allows.
    PriorityOutOfRange = "PRIORITY_OUT_OF_RANGE", Warning, Undeclared;

    /// The server is known to fail at this.
    ServerErrorLikely = "SERVER_ERROR_LIKELY", Warning, Undeclared;

    /// The server is known to estimate another number of recipes.
    ServerEstimateDiffers = "SERVER_ESTIMATE_DIFFERS", Warning, Undeclared;

    /// The server estimates recipes, and will create none.
    NothingWillBeCreated = "NOTHING_WILL_BE_CREATED", Warning, Undeclared;

    /// The server will create more or fewer recipes than it estimates.
    CreatedCountDiffers = "CREATED_COUNT_DIFFERS", Warning, Undeclared;

    /// The server will never create some of the sub-recipes.
    SubRecipesNotCreated = "SUB_RECIPES_NOT_CREATED", Warning, Undeclared;

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
    UnknownMetric = "UNKNOWN_METRIC", Warning, Undeclared;

    /// A metric of a comparison has not one value for each batch.
    WrongLength = "WRONG_LENGTH", Warning, Undeclared;

    /// A batch is given twice.
    DuplicateBatch = "DUPLICATE_BATCH", Warning, Undeclared;

    /// The links between the batches of a chain do not make a chain.
    BrokenChain = "BROKEN_CHAIN", Warning, Undeclared;

    /// A chain is looked for in a part of a list: it may have other batches.
    IncompleteChain = "INCOMPLETE_CHAIN", Warning, Undeclared;

    /// A batch that has been replaced by another of its chain is to be re-processed.
    BatchSuperseded = "BATCH_SUPERSEDED", Warning, Undeclared;

    /// Batches of different chains are compared.
    DifferentChains = "DIFFERENT_CHAINS", Warning, Undeclared;

    /// Batches of different recipe types are compared.
    DifferentRecipeTypes = "DIFFERENT_RECIPE_TYPES", Warning, Undeclared;

    /// The jobs in each status do not sum to the total.
    StatusesDoNotAddUp = "STATUSES_DO_NOT_ADD_UP", Warning, Undeclared;

    /// More jobs or recipes are completed than there are.
    MoreCompletedThanTotal = "MORE_COMPLETED_THAN_TOTAL", Warning, Undeclared;

    /// A shortest, average and longest duration are not in this order.
    DurationsOutOfOrder = "DURATIONS_OUT_OF_ORDER", Warning, Undeclared;

    /// A batch has fewer jobs than its job metrics tell.
    FewerJobsThanListed = "FEWER_JOBS_THAN_LISTED", Warning, Undeclared;
}
