//! The commands, as data from which arguments are read and help is written.

use super::format::Format;

/// A command.
pub(super) struct Command {
    pub(super) name: &'static str,
    pub(super) summary: &'static str,
    /// The files that it takes, as shown in its usage.
    pub(super) usage: &'static str,
    pub(super) files: FileCount,
    options: &'static [&'static [CommandOption]],
    /// The values of `--format`, the default first.
    pub(super) formats: &'static [Format],
    /// What a line holds with `--lines`.
    pub(super) line: &'static str,
    /// Examples, for the help.
    pub(super) examples: &'static [&'static str],
    pub(super) task: Task,
}

/// How many files a command takes.
pub(super) struct FileCount {
    pub(super) least: usize,
    pub(super) most: usize,
}

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    Validate,
    Estimate,
    Recipe,
    Diff,
    Explain,
    Compare,
    Schema,
    Completions,
    Manual,
}

/// An option of a command.
pub(super) struct CommandOption {
    pub(super) name: &'static str,
    /// What its value is; `None` if it takes none.
    pub(super) value: Option<&'static str>,
    pub(super) description: &'static str,
    /// The values that it takes, if they are a few words.
    pub(super) words: &'static [&'static str],
}

impl Command {
    pub(super) fn find(name: &str) -> Option<&'static Command> {
        COMMANDS.iter().find(|command| command.name == name)
    }

    /// All options.
    pub(super) fn options(&self) -> impl Iterator<Item = &'static CommandOption> {
        self.options.iter().copied().flatten()
    }

    pub(super) fn option(&self, name: &str) -> Option<&'static CommandOption> {
        self.options().find(|option| option.name == name)
    }
}

const fn option(
    name: &'static str,
    value: Option<&'static str>,
    description: &'static str,
) -> CommandOption {
    CommandOption {
        name,
        value,
        description,
        words: &[],
    }
}

const fn choice(
    name: &'static str,
    value: &'static str,
    description: &'static str,
    words: &'static [&'static str],
) -> CommandOption {
    CommandOption {
        name,
        value: Some(value),
        description,
        words,
    }
}

const FILE: Option<&str> = Some("FILE");

const REVISIONS_INSIDE: CommandOption = option(
    "revisions",
    FILE,
    "an array of revisions of recipe types, to show what is inside recipe nodes",
);
const REVISIONS: CommandOption = option("revisions", FILE, "an array of revisions of recipe types");
const SUB_RECIPE_TYPES: CommandOption =
    option("sub-recipe-types", FILE, "the former name of --revisions");

/// The options for the context of a request.
pub(super) const CONTEXT: &[CommandOption] = &[
    option("recipe-type", FILE, "the details of the recipe type"),
    option("dataset", FILE, "the details of the dataset"),
    option(
        "batches",
        FILE,
        "a list of batches that has the previous batch",
    ),
    option("previous-batch", FILE, "the details of the previous batch"),
    REVISIONS,
    SUB_RECIPE_TYPES,
    option(
        "recipe-types",
        FILE,
        "an array of the details of the recipe types that recipe nodes run",
    ),
];

const FOLDER: &[CommandOption] = &[option(
    "context",
    Some("DIR"),
    "a folder with files named as these options: dataset.json, revisions/4.json, …",
)];

const SERVICE: &[CommandOption] = &[
    choice(
        "service",
        "SERVICE",
        "what the requests are sent to: validate (the default), create or edit",
        &["create", "validate", "edit"],
    ),
    option("edit", None, "check requests that edit a batch"),
];

/// The options of commands for many files.
const FILES: &[CommandOption] = &[
    option("quiet", None, "print nothing about valid files"),
    option(
        "watch",
        None,
        "check again whenever a file changes, until the command is stopped",
    ),
    choice(
        "fail-on",
        "SEVERITY",
        "when the exit code is 1: errors (the default) or warnings",
        &["errors", "warnings"],
    ),
];

/// The options for documents as people write them.
const SPELLING: &[CommandOption] = &[option(
    "lenient",
    None,
    "read JSON with comments, trailing commas, single quotes, True, False and None",
)];

const FIX: &[CommandOption] = &[
    option("fix", None, "apply the fixes that are sure to the files"),
    option(
        "dry-run",
        None,
        "with --fix: print the changes as a unified diff, and write nothing",
    ),
];

/// The options for documents that a recipe definition is checked against.
pub(super) const RECIPE_DOCUMENTS: &[CommandOption] = &[
    option("interfaces", FILE, "the interfaces of the nodes, by node"),
    option(
        "job-type-revisions",
        FILE,
        "an array of revisions of job types",
    ),
    REVISIONS,
    SUB_RECIPE_TYPES,
    option(
        "saved",
        FILE,
        "the recipe type as saved: its details or a revision",
    ),
];

const NAME: &[CommandOption] = &[option("name", Some("NAME"), "the name of the recipe type")];

/// The options for documents beside the definitions of a diff.
pub(super) const DIFF_DOCUMENTS: &[CommandOption] = &[
    option("forced-nodes", FILE, "the forced nodes"),
    REVISIONS_INSIDE,
    SUB_RECIPE_TYPES,
];

const COMPARISON: &[CommandOption] = &[
    option(
        "baseline",
        Some("ID"),
        "the batch to compare with: previous (the default), root or an id",
    ),
    option(
        "spreadsheet",
        None,
        "with --format csv: write names so that a spreadsheet takes none for a formula",
    ),
];

const LIMITS: &[CommandOption] = &[option(
    "limits",
    Some("LIMITS"),
    "how much is read and listed, such as problems=5000,depth=300",
)];

/// Its description is made of the formats of the command.
const FORMAT: &[CommandOption] = &[option("format", Some("FORMAT"), "")];

const LINES: &[CommandOption] = &[option(
    "lines",
    None,
    "read JSON Lines, an object with the inputs on each line, and print a line of JSON for each",
)];

const ANY: FileCount = FileCount {
    least: 1,
    most: usize::MAX,
};

/// The formats of commands for many files.
const FORMATS_OF_FILES: &[Format] = &[
    Format::Text,
    Format::Json,
    Format::Report,
    Format::Github,
    Format::Sarif,
    Format::Junit,
];

/// Each command, in the order of the help.
pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "validate",
        summary: "check requests that create, validate or edit a batch",
        usage: "FILE…",
        files: ANY,
        options: &[
            CONTEXT, FOLDER, SERVICE, FIX, SPELLING, FILES, LIMITS, FORMAT, LINES,
        ],
        formats: FORMATS_OF_FILES,
        line: r#"{"request": …, "context": {"recipe_type": …, "dataset": …, "batches": …}}"#,
        examples: &[
            "validate request.json",
            "validate --context documents --format github requests/",
            "validate --service create --fail-on warnings 'requests/**/*.json'",
            "validate --dataset dataset.json - <request.json",
            "validate --fix --dry-run request.json",
        ],
        task: Task::Validate,
    },
    Command {
        name: "estimate",
        summary: "estimate how many recipes a request creates, and explain why",
        usage: "FILE…",
        files: ANY,
        options: &[CONTEXT, FOLDER, SPELLING, FILES, LIMITS, FORMAT, LINES],
        formats: FORMATS_OF_FILES,
        line: r#"{"request": …, "context": {"recipe_type": …, "dataset": …}}"#,
        examples: &["estimate --recipe-type type.json --dataset dataset.json request.json"],
        task: Task::Estimate,
    },
    Command {
        name: "recipe",
        summary: "check recipe definitions, or those in the details of recipe types",
        usage: "FILE…",
        files: ANY,
        options: &[
            RECIPE_DOCUMENTS,
            NAME,
            FIX,
            SPELLING,
            FILES,
            LIMITS,
            FORMAT,
            LINES,
        ],
        formats: FORMATS_OF_FILES,
        line: r#"{"definition": …, "job_type_revisions": …, "revisions": …, "name": "NAME", "saved": …, "interfaces": …}"#,
        examples: &[
            "recipe definition.json",
            "recipe recipe-type.json",
            "recipe --saved recipe-type.json --job-type-revisions job-types.json definition.json",
        ],
        task: Task::Recipe,
    },
    Command {
        name: "diff",
        summary: "show what re-processing does between two revisions or definitions, or according to the server's diff",
        usage: "PREVIOUS CURRENT, or DIFF: the server's diff or validation response",
        files: FileCount { least: 1, most: 2 },
        options: &[DIFF_DOCUMENTS, SPELLING, LIMITS, FORMAT, LINES],
        formats: &[Format::Text, Format::Json, Format::Mermaid, Format::Dot],
        line: r#"{"previous": …, "current": …, "forced_nodes": …, "revisions": …}, or "diff" for both definitions"#,
        examples: &[
            "diff previous.json current.json",
            "diff --format mermaid previous.json current.json",
            "diff validation-response.json",
        ],
        task: Task::Diff,
    },
    Command {
        name: "explain",
        summary: "explain why a node runs again, or why it does not",
        usage: "PREVIOUS CURRENT NODE, or DIFF NODE: the server's diff or validation response",
        files: FileCount { least: 2, most: 3 },
        options: &[DIFF_DOCUMENTS, SPELLING, LIMITS, FORMAT, LINES],
        formats: &[Format::Text, Format::Json],
        line: r#"{"previous": …, "current": …, "node": "NAME", "forced_nodes": …, "revisions": …}, or "diff" for both definitions"#,
        examples: &[
            "explain --forced-nodes forced.json previous.json current.json report",
            "explain validation-response.json report",
        ],
        task: Task::Explain,
    },
    Command {
        name: "compare",
        summary: "compare batches: details, lists, or the server's comparison",
        usage: "FILE…",
        files: ANY,
        options: &[COMPARISON, SPELLING, LIMITS, FORMAT, LINES],
        formats: &[Format::Text, Format::Json, Format::Csv],
        line: r#"{"batches": […], "options": {"baseline": …}}, or "comparison" for "batches""#,
        examples: &[
            "compare batch-104.json batch-105.json",
            "compare --format csv comparison.json",
        ],
        task: Task::Compare,
    },
    Command {
        name: "schema",
        summary: "print the JSON Schema of a document, or the names of all schemas",
        usage: "[NAME]",
        files: FileCount { least: 0, most: 1 },
        options: &[FORMAT, LINES],
        formats: &[Format::Text, Format::Json],
        line: r#"{"name": "NAME"}"#,
        examples: &["schema", "schema batch-definition"],
        task: Task::Schema,
    },
    Command {
        name: "completions",
        summary: "print a script that completes arguments, for bash, zsh or fish",
        usage: "SHELL",
        files: FileCount { least: 1, most: 1 },
        options: &[],
        formats: &[Format::Text],
        line: "",
        examples: &[
            "completions bash >~/.local/share/bash-completion/completions/scale-batch",
            "completions fish >~/.config/fish/completions/scale-batch.fish",
        ],
        task: Task::Completions,
    },
    Command {
        name: "man",
        summary: "print the manual as a man page",
        usage: "",
        files: FileCount { least: 0, most: 0 },
        options: &[],
        formats: &[Format::Text],
        line: "",
        examples: &["man >scale-batch.1"],
        task: Task::Manual,
    },
];
