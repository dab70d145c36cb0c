//! Runs a command with its arguments.

use std::mem;

use super::arguments::Arguments;
use super::calls::{self, Call};
use super::code::{Outcome, UNUSABLE, VALID};
use super::commands::{COMMANDS, Command, Task};
use super::completions;
use super::context::{Beside, context_of};
use super::failure::{Failure, Stop, did_you_mean};
use super::fix::{Spelling, fix};
use super::format::Format;
use super::line_diff::line_diff;
use super::machine::{Action, Answer, Host, LinesEnd, Obstacle, Surroundings};
use super::paths::{self, Found};
use super::results::Results;
use super::session::{LENIENT_READS, Session, Terminal, as_json, input_of, name_of, object};
use super::work::Work;
use super::yaml::is_yaml;
use super::{help, manual, schemas};
use crate::read::Limits;
use crate::text::Style;
use crate::words::printable;

/// The program: returns the exit code.
pub(super) async fn run(surroundings: Surroundings, host: Host) -> u8 {
    let terminal = Terminal {
        has_colours: has_colours(&surroundings),
        columns: surroundings.columns,
    };
    let mut session = Session::new(host, terminal, &surroundings.folder);
    match session.run(surroundings.arguments).await {
        Err(Stop::Failed(failure)) => {
            session.tell(&failure).await;
            session.code
        }
        // A reader that closes the pipe early, such as `head`, is not a failure: the code is that of the results so far.
        Ok(()) | Err(Stop::Unwritable(Obstacle::Closed)) => session.code,
        Err(Stop::Unwritable(obstacle)) => {
            session
                .tell(&Failure::unwritable("The results", &obstacle))
                .await;
            session.code
        }
    }
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
                    self.note(UNUSABLE);
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
                let given = Arguments::read(command, rest)?;
                if given.has("lenient") {
                    self.spelling = Spelling::Lenient;
                }
                self.run_command(command, &given).await
            }
        }
    }

    async fn run_command(&mut self, command: &Command, given: &Arguments) -> Result<(), Stop> {
        let first = given.files.first().map(String::as_str);
        let Some(function) = function(command.task, given) else {
            return match command.task {
                Task::Completions => {
                    self.print(completions::script(first.unwrap_or_default())?)
                        .await
                }
                Task::Manual => self.print(manual::page()).await,
                _ if given.lines => {
                    self.print_results(&Work::described(None, &[], None), given)
                        .await
                }
                _ => self.print(schemas::text(first, given.format)?).await,
            };
        };
        if given.lines {
            let context = match command.task {
                Task::Validate | Task::Estimate if given.has_context() => {
                    context_of(self, given).await?
                }
                _ => Beside::default(),
            };
            let service = given.service_of(function);
            let work = Work::described(Some(function), &context.documents, service);
            return self.print_results(&work, given).await;
        }
        let call = match command.task {
            Task::Diff => {
                let drawn = given.format.is_drawn().then(|| {
                    let format = as_json(given.format.name());
                    ("format".to_owned(), format)
                });
                let drawn = drawn.into_iter().collect();
                calls::of_diff(self, &given.files, given, drawn).await?
            }
            Task::Explain => {
                let (node, files) = given.files.split_last().unwrap_or((&EMPTY, &[]));
                let node = vec![("node".to_owned(), as_json(node))];
                calls::of_diff(self, files, given, node).await?
            }
            Task::Compare => calls::of_comparison(self, given).await?,
            task if given.has("watch") => return self.watch(task, function, given).await,
            task => return self.run_each(task, function, given).await,
        };
        let (source, sources) = (call.source.clone(), call.sources.clone());
        let result = call.result(function, self.terminal_for(given.format));
        let mut result = self.in_files(result, &source, &sources);
        let outcome = Outcome::of(&result);
        self.note(outcome.code());
        let output = outcome.text.unwrap_or_else(|| {
            result.push('\n');
            result
        });
        self.print(output).await
    }

    /// A call for each file, again and again. It ends when nobody reads the results any more.
    async fn watch(&mut self, task: Task, function: &str, given: &Arguments) -> Result<(), Stop> {
        loop {
            match self.run_each(task, function, given).await {
                // It may be put right.
                Err(Stop::Failed(failure)) => self.tell(&failure).await,
                result => result?,
            }
            let change = self.change().await;
            self.code = VALID;
            if given.format == Format::Text {
                self.print(format!("\n{change}:\n")).await?;
            }
        }
    }

    /// A call for each file.
    async fn run_each(
        &mut self,
        task: Task,
        function: &str,
        given: &Arguments,
    ) -> Result<(), Stop> {
        let (main, others, beside) = if task == Task::Recipe {
            let mut beside = calls::beside_recipe(self, given).await?;
            ("document", mem::take(&mut beside.documents), beside)
        } else {
            let beside = context_of(self, given).await?;
            let mut others = Vec::new();
            if !beside.documents.is_empty() {
                others.push(("context".to_owned(), object(&beside.documents)));
            }
            if let Some(service) = given.service_of(function) {
                others.push(("service".to_owned(), as_json(service)));
            }
            ("request", others, beside)
        };
        let sources = beside.sources;
        let result_of = |file: &str, json: &str, terminal: Option<Terminal>| {
            let mut inputs = vec![(main.to_owned(), as_json(json))];
            inputs.extend(others.iter().cloned());
            inputs.extend(calls::common(given));
            let call = Call {
                source: name_of(file).to_owned(),
                sources: sources.clone(),
                inputs,
            };
            call.result(function, terminal)
        };
        let files = paths::files_of(self, &given.files, &beside.files).await;
        let mut results = Results::new(task, given, files.are_several);
        let is_dry = given.has("dry-run");
        let mut terminal = self.terminal_for(given.format);
        if let Some(terminal) = terminal.as_mut().filter(|_| is_dry) {
            // Standard error, which has the summary then, may be no terminal.
            terminal.has_colours = false;
        }
        for found in files.found {
            let (file, json) = match found {
                Found::File(file) => {
                    let result_without_text = |json: &str| result_of(&file, json, None);
                    let fixing = given.has("fix").then_some(Fixing {
                        is_dry,
                        result_of: &result_without_text,
                    });
                    let json = self.json_to_check(&file, fixing, &results).await?;
                    (file, json)
                }
                Found::Nothing { argument, failure } => (argument, Err(failure)),
            };
            let json = match json {
                Ok(json) => json,
                Err(failure) => {
                    results.add_unreadable(&file, &failure);
                    self.tell(&failure).await;
                    continue;
                }
            };
            let result = result_of(&file, &json, terminal);
            let result = self.in_files(result, name_of(&file), &sources);
            let (mut output, code) = results.add(&file, &sources, result);
            self.note(code);
            let is_not_json = given.format == Format::Text && output.contains(NOT_JSON);
            if is_not_json && self.lacks_lenient(&file, &json) {
                output = with_lenient(&output);
            }
            if is_dry {
                let summary = summary_in(&output, name_of(&file)).unwrap_or_default();
                self.message(summary).await;
            } else {
                self.print(output).await?;
            }
        }
        if is_dry {
            return Ok(());
        }
        self.print(results.end()).await
    }

    /// The content of a file as JSON, after its fixes.
    async fn json_to_check(
        &self,
        file: &str,
        fixing: Option<Fixing<'_>>,
        results: &Results,
    ) -> Result<Result<String, Failure>, Stop> {
        let content = match self.content_of(file).await {
            Ok(content) => content,
            Err(failure) => return Ok(Err(failure)),
        };
        let Some(fixing) = fixing else {
            return Ok(self.rewritten(file, content));
        };
        let name = name_of(file);
        if is_yaml(file) {
            let message = format!("{name} cannot be fixed: --fix writes JSON, and this is YAML.");
            return Ok(Err(Failure::new(message)));
        }
        let fixed = fix(
            &content,
            self.spelling,
            &Limits::of_any_string(),
            fixing.result_of,
        );
        let style = if self.terminal.has_colours {
            Style::Coloured
        } else {
            Style::Plain
        };
        if fixing.is_dry {
            self.print(line_diff(name, &content, &fixed.text, style))
                .await?;
        } else if fixed.text != content {
            let replace = Action::Replace {
                file: file.to_owned(),
                text: fixed.text.clone(),
            };
            if let Answer::Failed(obstacle) = self.ask(replace).await {
                return Ok(Err(Failure::unwritable(name, &obstacle)));
            }
            self.print(results.fixed(name, &fixed.fixes, style)).await?;
        }
        Ok(self.rewritten(file, fixed.text))
    }

    /// The terminal, if the format is for people.
    fn terminal_for(&self, format: Format) -> Option<Terminal> {
        format.is_text().then_some(self.terminal)
    }

    /// Prints the result for every line of the files or of standard input.
    async fn print_results(&mut self, work: &str, given: &Arguments) -> Result<(), Stop> {
        let standard = ["-".to_owned()];
        let files = if given.files.is_empty() {
            &standard
        } else {
            given.files.as_slice()
        };
        for file in files {
            let lines = Action::Lines {
                input: input_of(file),
                work: work.to_owned(),
            };
            let (code, end) = match self.ask(lines).await {
                Answer::Lines { code, end } => (code, end),
                Answer::Failed(obstacle) => (VALID, LinesEnd::Unreadable(obstacle)),
                _ => (VALID, LinesEnd::Complete),
            };
            self.note(code);
            match end {
                LinesEnd::Complete => {}
                LinesEnd::NotUtf8(line) => {
                    let name = name_of(file);
                    let message = format!("{name} cannot be read: line {line} is not UTF-8 text.");
                    return Err(Failure::new(message).into());
                }
                LinesEnd::Unreadable(obstacle) => {
                    return Err(Failure::unreadable(name_of(file), &obstacle).into());
                }
                LinesEnd::Unwritable(obstacle) => return Err(Stop::Unwritable(obstacle)),
            }
        }
        Ok(())
    }
}

/// How files are fixed.
struct Fixing<'f> {
    /// Whether the changes are only shown.
    is_dry: bool,
    /// The result of checking some JSON.
    result_of: &'f dyn Fn(&str) -> String,
}

/// How the line about what is not JSON begins.
const NOT_JSON: &str = "\n  This is not JSON: ";

/// What is printed of a file that is not JSON, with the option that reads it.
fn with_lenient(output: &str) -> String {
    let parts = output.split_once(NOT_JSON);
    let parts = parts.and_then(|(start, rest)| Some((start, rest.split_once('\n')?)));
    match parts {
        Some((start, (reason, end))) => {
            format!("{start}{NOT_JSON}{reason} {LENIENT_READS}\n{end}")
        }
        None => output.to_owned(),
    }
}

/// The line about a file after the list of its problems.
fn summary_in(output: &str, name: &str) -> Option<String> {
    let start = format!("{}: ", printable(name));
    let line = output.lines().rfind(|line| line.starts_with(&start))?;
    Some(format!("{line}\n"))
}

/// In place of an argument that is always there.
static EMPTY: String = String::new();

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

/// The function that a command calls; `None` for one that prints what is in the crate.
fn function(task: Task, given: &Arguments) -> Option<&'static str> {
    Some(match task {
        Task::Validate if given.service() == Some("edit") => "readEditRequest",
        Task::Validate => "validateBatch",
        Task::Estimate => "estimateRecipes",
        Task::Recipe => "checkRecipe",
        Task::Diff if given.format.is_drawn() => "drawDiff",
        Task::Diff => "diffRecipes",
        Task::Explain => "explainNode",
        Task::Compare if given.format == Format::Csv => "comparisonCsv",
        Task::Compare => "compareBatches",
        Task::Schema | Task::Completions | Task::Manual => return None,
    })
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

#[cfg(test)]
mod tests {
    use crate::cli::{
        Action, Answer, Entry, Input, LinesEnd, Machine, Obstacle, Output, Surroundings,
    };

    fn started(arguments: &[&str], variables: &[(&str, &str)]) -> Machine {
        let owned = |text: &&str| (*text).to_owned();
        let variables = variables.iter();
        Machine::start(Surroundings {
            arguments: arguments.iter().map(owned).collect(),
            variables: variables
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            writes_to_terminal: true,
            columns: Some(50),
            folder: "/".to_owned(),
        })
    }

    fn read(file: &str) -> Action {
        Action::Read(Input::File(file.to_owned()))
    }

    fn list(folder: &str) -> Action {
        Action::List(folder.to_owned())
    }

    fn no_folder() -> Answer {
        Answer::Failed(Obstacle::IsNoFolder)
    }

    fn absent() -> Answer {
        Answer::Failed(Obstacle::NotFound)
    }

    const REQUEST: &[u8] = br#"{"recipe_type_id": 208, "definition": {"datset": 1}}"#;

    /// What a terminal with these variables shows of a request.
    fn shown(variables: &[(&str, &str)]) -> String {
        let mut machine = started(&["validate", "q.json"], variables);
        assert_eq!(machine.step(Answer::Done), read("scale-batch.json"));
        assert_eq!(machine.step(absent()), list("q.json"));
        assert_eq!(machine.step(no_folder()), read("q.json"));
        match machine.step(Answer::Content(REQUEST.to_vec())) {
            Action::Write(Output::Results, text) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_table_fits_a_narrow_terminal() {
        let batch = |id: u32| format!(r#"{{"id": {id}, "jobs_total": 1000000}}"#);
        let batches: Vec<String> = (1..20).map(batch).collect();
        let mut machine = started(&["compare", "b.json"], &[("NO_COLOR", "1")]);
        assert_eq!(machine.step(Answer::Done), list("b.json"));
        assert_eq!(machine.step(no_folder()), read("b.json"));
        let content = format!("[{}]", batches.join(",")).into_bytes();
        let Action::Write(Output::Results, text) = machine.step(Answer::Content(content)) else {
            panic!("no table");
        };
        let table = text.lines().take_while(|line| !line.starts_with("Shown"));
        assert!(table.clone().count() > 1, "{text}");
        for line in table {
            assert!(line.len() <= 50, "{line}");
        }
    }

    #[test]
    fn terminals_have_colours_unless_nobody_wants_them() {
        let terminal = ("TERM", "xterm-256color");
        assert!(shown(&[terminal]).contains("\u{1b}[31m"));
        for variables in [
            &[][..],
            &[("TERM", "dumb")],
            &[terminal, ("NO_COLOR", "1")],
            &[terminal, ("FORCE_COLOR", "0")],
        ] {
            assert!(!shown(variables).contains('\u{1b}'), "{variables:?}");
        }
    }

    #[test]
    fn a_watched_file_is_checked_again_when_it_changes() {
        let mut machine = started(&["validate", "--watch", "q.json"], &[]);
        assert_eq!(machine.step(Answer::Done), read("scale-batch.json"));
        assert_eq!(machine.step(absent()), list("q.json"));
        assert_eq!(machine.step(no_folder()), read("q.json"));
        let written = machine.step(Answer::Content(REQUEST.to_vec()));
        assert!(matches!(written, Action::Write(Output::Results, _)));
        for _ in 0..2 {
            assert!(matches!(machine.step(Answer::Done), Action::Sleep(_)));
            assert_eq!(machine.step(Answer::Done), read("scale-batch.json"));
            assert_eq!(machine.step(absent()), read("q.json"));
            let same = Answer::Content(REQUEST.to_vec());
            assert!(matches!(machine.step(same), Action::Sleep(_)));
            // An early end of waiting changes nothing.
            assert_eq!(machine.step(Answer::Done), read("scale-batch.json"));
            assert_eq!(machine.step(absent()), read("q.json"));
            let written = machine.step(Answer::Content(b"{}".to_vec()));
            let told = "\nq.json has changed:\n".to_owned();
            assert_eq!(written, Action::Write(Output::Results, told));
            assert_eq!(machine.step(Answer::Done), read("scale-batch.json"));
            assert_eq!(machine.step(absent()), list("q.json"));
            assert_eq!(machine.step(no_folder()), read("q.json"));
            let written = machine.step(Answer::Content(REQUEST.to_vec()));
            assert!(matches!(written, Action::Write(Output::Results, _)));
        }
        let closed = Answer::Failed(Obstacle::Closed);
        assert_eq!(machine.step(closed), Action::Exit(1));
    }

    #[test]
    fn results_that_cannot_be_written_are_a_failure_unless_nobody_reads_them() {
        let full = || Obstacle::Other("the disk is full".to_owned());
        let told = "scale-batch: The results cannot be written: the disk is full.\n";
        let told = Action::Write(Output::Messages, told.to_owned());
        let mut machine = started(&["--version"], &[]);
        machine.step(Answer::Done);
        assert_eq!(machine.step(Answer::Failed(full())), told);
        assert_eq!(machine.step(Answer::Done), Action::Exit(2));
        let mut machine = started(&["validate", "--lines"], &[]);
        machine.step(Answer::Done);
        let lines = Answer::Lines {
            code: 1,
            end: LinesEnd::Unwritable(full()),
        };
        assert_eq!(machine.step(lines), told);
        assert_eq!(machine.step(Answer::Done), Action::Exit(2));
        let mut machine = started(&["--version"], &[]);
        machine.step(Answer::Done);
        let closed = Answer::Failed(Obstacle::Closed);
        assert_eq!(machine.step(closed), Action::Exit(0));
    }

    #[test]
    fn a_watched_folder_tells_what_is_new_and_what_is_gone() {
        let entries = |names: &[&str]| {
            let entries = names.iter().map(|name| Entry {
                name: (*name).to_owned(),
                is_folder: false,
            });
            Answer::Entries(entries.collect())
        };
        let list = || Action::List("q".to_owned());
        let content = || Answer::Content(REQUEST.to_vec());
        let told = |change: &str| Action::Write(Output::Results, format!("\n{change}:\n"));
        let mut machine = started(&["validate", "--watch", "q"], &[]);
        assert_eq!(machine.step(Answer::Done), read("scale-batch.json"));
        assert_eq!(machine.step(absent()), list());
        assert_eq!(machine.step(entries(&["a.json"])), read("q/a.json"));
        let mut action = machine.step(content());
        while matches!(action, Action::Write(..)) {
            action = machine.step(Answer::Done);
        }
        // What begins with a dot is nothing new.
        for names in [&["a.json", ".b.json"][..], &["b.json", "a.json"]] {
            assert!(matches!(action, Action::Sleep(_)), "{action:?}");
            assert_eq!(machine.step(Answer::Done), read("scale-batch.json"));
            assert_eq!(machine.step(absent()), read("q/a.json"));
            assert_eq!(machine.step(content()), list());
            action = machine.step(entries(names));
        }
        assert_eq!(action, told("q/b.json is new"));
        assert_eq!(machine.step(Answer::Done), read("scale-batch.json"));
        assert_eq!(machine.step(absent()), list());
        let both = entries(&["a.json", "b.json"]);
        assert_eq!(machine.step(both), read("q/a.json"));
        action = machine.step(content());
        while !matches!(action, Action::Sleep(_)) {
            let is_read = matches!(action, Action::Read(_));
            action = machine.step(if is_read { content() } else { Answer::Done });
        }
        assert_eq!(machine.step(Answer::Done), read("scale-batch.json"));
        assert_eq!(machine.step(absent()), read("q/a.json"));
        assert_eq!(machine.step(absent()), told("q/a.json is gone"));
    }
}
