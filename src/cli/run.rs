//! Runs a command with its arguments.

use super::arguments::Arguments;
use super::code::{Outcome, UNUSABLE, VALID};
use super::commands::{
    COMMANDS, CONTEXT, Command, CommandOption, DIFF_DOCUMENTS, RECIPE_DOCUMENTS, Task,
};
use super::failure::{Failure, Stop, did_you_mean};
use super::format::Format;
use super::machine::{Action, Answer, Host, Input, LinesEnd, Obstacle, Output, Surroundings};
use super::work::Work;
use super::{help, schemas};
use crate::edge;
use crate::problem::ProblemName;
use crate::read::Limits;
use crate::read::tree::{BYTE_ORDER_MARK, Tree};
use crate::write::json;

/// The program: returns the exit code.
pub(super) async fn run(surroundings: Surroundings, host: Host) -> u8 {
    let has_colours = has_colours(&surroundings);
    let mut session = Session {
        host,
        has_colours,
        code: VALID,
    };
    match session.run(surroundings.arguments).await {
        Err(Stop::Failed(failure)) => {
            // Whoever does not read messages has the code.
            let message = Action::Write(Output::Messages, failure.told());
            session.host.ask(message).await;
            UNUSABLE
        }
        // A reader that closes the pipe early, such as `head`, is not a failure: the code is that of the results so far.
        Ok(()) | Err(Stop::Unwritable(Obstacle::Closed)) => session.code,
        Err(Stop::Unwritable(_)) => UNUSABLE,
    }
}

/// One run.
struct Session {
    host: Host,
    has_colours: bool,
    /// The exit code for the results so far.
    code: u8,
}

/// One call of the crate.
struct Call {
    /// The name of the input in the list of problems.
    source: String,
    /// The names of other files in that list, by the name of their input.
    sources: Vec<(String, String)>,
    /// The inputs by name, each as JSON.
    inputs: Vec<(String, String)>,
}

impl Session {
    async fn run(&mut self, arguments: Vec<String>) -> Result<(), Stop> {
        let mut arguments = arguments.into_iter();
        let name = arguments.next();
        let rest: Vec<String> = arguments.collect();
        match name.as_deref() {
            None | Some("--help" | "-h" | "help") => {
                let about = rest.first().filter(|_| name.as_deref() == Some("help"));
                let text = match about {
                    Some(about) => help::on_command(find(about)?),
                    None => help::overview(),
                };
                self.print(text).await?;
                if name.is_none() {
                    self.code = UNUSABLE;
                }
                Ok(())
            }
            Some("--version" | "-V") => {
                self.print(format!("{}\n", env!("CARGO_PKG_VERSION"))).await
            }
            Some(name) => {
                let command = find(name)?;
                if rest
                    .iter()
                    .any(|argument| argument == "--help" || argument == "-h")
                {
                    return self.print(help::on_command(command)).await;
                }
                let arguments = Arguments::read(command, rest)?;
                self.run_command(command, &arguments).await
            }
        }
    }

    async fn run_command(&mut self, command: &Command, given: &Arguments) -> Result<(), Stop> {
        let function = function(command, given);
        if given.lines {
            return self
                .print_results(&Work::of_function(function), &given.files)
                .await;
        }
        let Some(function) = function else {
            let name = given.files.first().map(String::as_str);
            return self.print(schemas::text(name, given.format)?).await;
        };
        let calls = self.calls(command.task, given).await?;
        for mut call in calls {
            if let Some(limits) = given.option("limits") {
                call.inputs.push(("limits".to_owned(), limits_of(limits)));
            }
            let (output, code) = self.output_of(function, &call, given.format);
            self.code = self.code.max(code);
            self.print(output).await?;
        }
        Ok(())
    }

    /// The calls that the arguments result in.
    async fn calls(&self, task: Task, given: &Arguments) -> Result<Vec<Call>, Stop> {
        match task {
            Task::Validate | Task::Estimate => self.of_requests(given).await,
            Task::Recipe => self.of_recipes(given).await,
            Task::Diff => {
                let others = if given.format.is_drawn() {
                    vec![("format".to_owned(), as_json(given.format.name()))]
                } else {
                    Vec::new()
                };
                Ok(vec![self.of_diff(&given.files, given, others).await?])
            }
            Task::Explain => {
                let Some((node, files)) = given.files.split_last() else {
                    return Ok(Vec::new());
                };
                let node = vec![("node".to_owned(), as_json(node))];
                Ok(vec![self.of_diff(files, given, node).await?])
            }
            Task::Compare => Ok(vec![self.of_comparison(given).await?]),
            Task::Schema => Ok(Vec::new()),
        }
    }

    /// A call for each request, with the context from the options.
    async fn of_requests(&self, given: &Arguments) -> Result<Vec<Call>, Stop> {
        let others = files_of(CONTEXT, given);
        let sources = named(&others);
        let context = self.texts_of(others).await?;
        let mut calls = Vec::new();
        for file in &given.files {
            let mut inputs = vec![("request".to_owned(), self.text_of(file).await?)];
            if !context.is_empty() {
                inputs.push(("context".to_owned(), object(&context)));
            }
            calls.push(Call {
                source: name_of(file),
                sources: sources.clone(),
                inputs,
            });
        }
        Ok(calls)
    }

    async fn of_recipes(&self, given: &Arguments) -> Result<Vec<Call>, Stop> {
        let others = files_of(RECIPE_DOCUMENTS, given);
        let sources = named(&others);
        let known = self.texts_of(others).await?;
        let mut calls = Vec::new();
        for file in &given.files {
            let mut inputs = vec![("document".to_owned(), self.text_of(file).await?)];
            if let Some(name) = given.option("name") {
                inputs.push(("name".to_owned(), as_json(name)));
            }
            inputs.extend(known.iter().cloned());
            calls.push(Call {
                source: name_of(file),
                sources: sources.clone(),
                inputs,
            });
        }
        Ok(calls)
    }

    /// The call that compares two files, or reads the diff in one; `others` are its other inputs.
    async fn of_diff(
        &self,
        files: &[String],
        given: &Arguments,
        others: Vec<(String, String)>,
    ) -> Result<Call, Stop> {
        let documents = match files {
            [diff] => vec![("diff".to_owned(), diff.clone())],
            _ => ["previous", "current"]
                .map(str::to_owned)
                .into_iter()
                .zip(files.iter().cloned())
                .collect(),
        };
        let names: Vec<String> = documents.iter().map(|(_, file)| name_of(file)).collect();
        let mut all = documents;
        all.extend(files_of(DIFF_DOCUMENTS, given));
        let sources = named(&all);
        let mut inputs = self.texts_of(all).await?;
        inputs.extend(others);
        Ok(Call {
            source: names.join(" → "),
            sources,
            inputs,
        })
    }

    async fn of_comparison(&self, given: &Arguments) -> Result<Call, Stop> {
        let names: Vec<String> = given.files.iter().map(|file| name_of(file)).collect();
        let mut documents = Vec::new();
        for file in &given.files {
            documents.push(self.checked_text_of(file).await?);
        }
        let documents = format!("[{}]", documents.join(","));
        let mut inputs = vec![("documents".to_owned(), documents)];
        if let Some(baseline) = given.option("baseline") {
            let options = format!("{{\"baseline\":{}}}", baseline_of(baseline)?);
            inputs.push(("options".to_owned(), options));
        }
        if given.has("spreadsheet") {
            if given.format != Format::Csv {
                let failure = Failure::new("The option --spreadsheet needs --format csv.");
                return Err(failure.with_help("compare --help").into());
            }
            inputs.push(("spreadsheet".to_owned(), "true".to_owned()));
        }
        let numbers = (0_usize..).map(|number| number.to_string());
        Ok(Call {
            source: names.join(", "),
            sources: numbers.zip(names).collect(),
            inputs,
        })
    }

    /// What a call prints, and its code.
    fn output_of(&self, function: &str, call: &Call, format: Format) -> (String, u8) {
        let mut inputs = call.inputs.clone();
        if format != Format::Json {
            let sources = call.sources.iter();
            let sources: Vec<_> = sources
                .map(|(name, source)| (name.clone(), as_json(source)))
                .collect();
            let print = object(&[
                ("source".to_owned(), as_json(&call.source)),
                ("sources".to_owned(), object(&sources)),
                ("colour".to_owned(), self.has_colours.to_string()),
            ]);
            inputs.push(("print".to_owned(), print));
        }
        let mut result = edge::call(function, &object(&inputs), "");
        let outcome = Outcome::of(&result);
        let code = outcome.code();
        let output = outcome.text.unwrap_or_else(|| {
            result.push('\n');
            result
        });
        (output, code)
    }

    /// Prints the result for every line of the files or of standard input.
    async fn print_results(&mut self, work: &str, files: &[String]) -> Result<(), Stop> {
        let standard = ["-".to_owned()];
        for file in if files.is_empty() { &standard } else { files } {
            let lines = Action::Lines {
                input: input_of(file),
                work: work.to_owned(),
            };
            let (code, end) = match self.host.ask(lines).await {
                Answer::Lines { code, end } => (code, end),
                Answer::Failed(obstacle) => (VALID, LinesEnd::Unreadable(obstacle)),
                _ => (VALID, LinesEnd::Complete),
            };
            self.code = self.code.max(code);
            match end {
                LinesEnd::Complete => {}
                LinesEnd::NotUtf8(line) => {
                    let name = name_of(file);
                    let message = format!("{name} cannot be read: line {line} is not UTF-8 text.");
                    return Err(Failure::new(message).into());
                }
                LinesEnd::Unreadable(obstacle) => {
                    return Err(Failure::unreadable(&name_of(file), &obstacle).into());
                }
                LinesEnd::Unwritable(obstacle) => return Err(Stop::Unwritable(obstacle)),
            }
        }
        Ok(())
    }

    async fn print(&self, text: String) -> Result<(), Stop> {
        match self.host.ask(Action::Write(Output::Results, text)).await {
            Answer::Failed(obstacle) => Err(Stop::Unwritable(obstacle)),
            _ => Ok(()),
        }
    }

    /// The content of a file, or of standard input for `-`.
    async fn content_of(&self, file: &str) -> Result<String, Failure> {
        let bytes = match self.host.ask(Action::Read(input_of(file))).await {
            Answer::Content(bytes) => bytes,
            Answer::Failed(obstacle) => return Err(Failure::unreadable(&name_of(file), &obstacle)),
            _ => Vec::new(),
        };
        String::from_utf8(bytes).map_err(|_| {
            Failure::new(format!(
                "{} cannot be read: it is not UTF-8 text.",
                name_of(file)
            ))
        })
    }

    /// A file as a JSON string, so that its problems have a line and column.
    async fn text_of(&self, file: &str) -> Result<String, Failure> {
        Ok(as_json(&self.content_of(file).await?))
    }

    /// Files as JSON strings, by the name of their input.
    async fn texts_of(
        &self,
        files: Vec<(String, String)>,
    ) -> Result<Vec<(String, String)>, Failure> {
        let mut texts = Vec::new();
        for (name, file) in files {
            let text = self.text_of(&file).await?;
            texts.push((name, text));
        }
        Ok(texts)
    }

    /// Like [`Session::text_of`], for a file that has to be JSON.
    async fn checked_text_of(&self, file: &str) -> Result<String, Failure> {
        let content = self.content_of(file).await?;
        let content = content.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&content);
        if let Err(unreadable) = Tree::from_text(content, &Limits::default()) {
            let problem = unreadable.into_problem(ProblemName::InvalidRequest, Some(content));
            let reason = problem.description.strip_prefix("This is not JSON: ");
            if let (Some(reason), Some(position)) = (reason, problem.position) {
                let (name, reason) = (name_of(file), reason.trim_end_matches('.'));
                let (line, column) = (position.line, position.column);
                let message =
                    format!("{name} is not JSON: {reason} (line {line}, column {column}).");
                return Err(Failure::new(message));
            }
        }
        Ok(as_json(content))
    }
}

fn find(name: &str) -> Result<&'static Command, Failure> {
    Command::find(name).ok_or_else(|| {
        let kind = if name.starts_with('-') {
            "option"
        } else {
            "command"
        };
        let meant = did_you_mean(name, "", COMMANDS.iter().map(|command| command.name));
        Failure::new(format!("There is no {kind} \"{name}\".{meant}")).with_help("--help")
    })
}

/// The function that a command calls; `None` for one that prints files of the crate.
fn function(command: &Command, given: &Arguments) -> Option<&'static str> {
    Some(match command.task {
        Task::Validate if given.has("edit") => "readEditRequest",
        Task::Validate => "validateBatch",
        Task::Estimate => "estimateRecipes",
        Task::Recipe => "checkRecipe",
        Task::Diff if given.format.is_drawn() => "drawDiff",
        Task::Diff => "diffRecipes",
        Task::Explain => "explainNode",
        Task::Compare if given.format == Format::Csv => "comparisonCsv",
        Task::Compare => "compareBatches",
        Task::Schema => return None,
    })
}

/// The files given as options, by the name of their input.
fn files_of(known: &[CommandOption], given: &Arguments) -> Vec<(String, String)> {
    let files = known.iter().filter_map(|option| {
        let file = given.option(option.name)?;
        Some((option.name.replace('-', "_"), file.to_owned()))
    });
    files.collect()
}

/// The names of files in messages, by the name of their input.
fn named(files: &[(String, String)]) -> Vec<(String, String)> {
    let files = files.iter();
    files
        .map(|(name, file)| (name.clone(), name_of(file)))
        .collect()
}

/// The name of a file in messages.
fn name_of(file: &str) -> String {
    if file == "-" { "stdin" } else { file }.to_owned()
}

fn input_of(file: &str) -> Input {
    if file == "-" {
        Input::Standard
    } else {
        Input::File(file.to_owned())
    }
}

/// `problems=5000,depth=300` as JSON. The reader knows which limits there are.
fn limits_of(list: &str) -> String {
    let mut limits: Vec<(String, String)> = Vec::new();
    for limit in list.split(',') {
        let mut parts = limit.split('=');
        let name = parts.next().unwrap_or_default().trim();
        let value = parts.next().unwrap_or_default();
        let digits = value.trim();
        let is_number =
            (1..=15).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
        let value = match digits.parse::<u64>() {
            Ok(number) if is_number => number.to_string(),
            _ => as_json(value),
        };
        match limits.iter_mut().find(|(known, _)| known == name) {
            Some((_, earlier)) => *earlier = value,
            None => limits.push((name.to_owned(), value)),
        }
    }
    object(&limits)
}

/// A word, or the id of a batch, as JSON.
fn baseline_of(text: &str) -> Result<String, Failure> {
    if text == "previous" || text == "root" {
        return Ok(as_json(text));
    }
    let is_number =
        (1..=15).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit());
    match text.parse::<u64>() {
        Ok(number) if is_number => Ok(number.to_string()),
        _ => {
            let message = format!(
                "The baseline must be previous, root or the id of a batch, but it is \"{text}\"."
            );
            Err(Failure::new(message).with_help("compare --help"))
        }
    }
}

/// Members as a JSON object; their values are JSON.
fn object(members: &[(String, String)]) -> String {
    let length: usize = members
        .iter()
        .map(|(name, value)| name.len() + value.len() + 4)
        .sum();
    let mut object = String::with_capacity(length + 2);
    object.push('{');
    for (number, (name, value)) in members.iter().enumerate() {
        if number > 0 {
            object.push(',');
        }
        object += &as_json(name);
        object.push(':');
        object += value;
    }
    object.push('}');
    object
}

fn as_json(value: &str) -> String {
    json(&value)
}

/// Whether the terminal shows colours, and people want them.
fn has_colours(surroundings: &Surroundings) -> bool {
    let variable = |name: &str| {
        let mut variables = surroundings.variables.iter();
        let (_, value) = variables.find(|(known, _)| known == name)?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    };
    surroundings.writes_to_terminal
        && variable("NO_COLOR").is_none()
        && variable("NODE_DISABLE_COLORS").is_none()
        && !matches!(variable("FORCE_COLOR"), Some("0" | "false"))
        && variable("TERM") != Some("dumb")
        // Windows has no TERM.
        && ["TERM", "COLORTERM", "OS"].into_iter().any(|name| variable(name).is_some())
}
