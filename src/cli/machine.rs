//! The command line as a machine of steps: what it wants of its host, and what a host can answer.
//!
//! The program is an `async` function that nothing runs but [`Machine::step`]: where it awaits, it waits for the host.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// What the program sees of where it runs.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// The arguments, without the name of the program.
    pub arguments: Vec<String>,
    /// The environment variables.
    pub variables: Vec<(String, String)>,
    /// Whether the output goes to a terminal.
    pub writes_to_terminal: bool,
    /// How many columns that terminal has, if it is known.
    pub columns: Option<u16>,
    /// The working directory.
    pub folder: String,
}

/// Where bytes are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input, to its end.
    Standard,
    /// The file of that name.
    File(String),
}

/// Where text is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// Standard output.
    Results,
    /// Standard error.
    Messages,
}

/// What the host is to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// Read all bytes; answered by [`Answer::Content`].
    Read(Input),
    /// List what is in a folder; answered by [`Answer::Entries`].
    List(String),
    /// Write the text; answered by [`Answer::Done`].
    Write(Output, String),
    /// Replace a file at once, so that nobody reads half of it, and keep its permissions and owner. A symbolic link
    /// stays, and the file that it leads to is replaced; another hard link keeps the old content. Answered by
    /// [`Answer::Done`].
    Replace {
        /// Its name.
        file: String,
        /// The new content.
        text: String,
    },
    /// Wait for so many milliseconds; answered by [`Answer::Done`].
    Sleep(u32),
    /// Read lines, and write the results that [`Work`](super::Work) has for them; answered by [`Answer::Lines`].
    Lines {
        /// Where the lines are.
        input: Input,
        /// What makes the work.
        work: String,
    },
    /// End with that code.
    Exit(u8),
}

/// What came of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// It is done. Also the answer to no action, with which the first step is made.
    Done,
    /// What was read.
    Content(Vec<u8>),
    /// What is in the folder, in any order.
    Entries(Vec<Entry>),
    /// What came of the lines.
    Lines {
        /// The exit code for the results that were written.
        code: u8,
        /// Why no more were written.
        end: LinesEnd,
    },
    /// It could not be done.
    Failed(Obstacle),
}

/// Something in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name, without the folder.
    pub name: String,
    /// Whether it is a folder itself, and no link to one.
    pub is_folder: bool,
}

/// Why no more lines were read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinesEnd {
    /// There are no more.
    Complete,
    /// The line of that number, counted from 1, is not UTF-8.
    NotUtf8(u64),
    /// They cannot be read.
    Unreadable(Obstacle),
    /// Their results cannot be written.
    Unwritable(Obstacle),
}

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obstacle {
    /// There is no such file or folder.
    NotFound,
    /// It is not permitted.
    NoPermission,
    /// A folder is where a file was meant.
    IsFolder,
    /// A file is where a folder was meant.
    IsNoFolder,
    /// Nobody reads what is written.
    Closed,
    /// Something else, in the words of the system.
    Other(String),
}

/// The command line, until it exits.
pub struct Machine {
    /// `None` once it has ended.
    program: Option<Pin<Box<dyn Future<Output = u8>>>>,
    exchange: Rc<Exchange>,
    code: u8,
}

impl Machine {
    /// Of a program that returns the exit code.
    pub(super) fn new<P: Future<Output = u8> + 'static>(program: impl FnOnce(Host) -> P) -> Self {
        let exchange = Rc::<Exchange>::default();
        Machine {
            program: Some(Box::pin(program(Host(Rc::clone(&exchange))))),
            exchange,
            code: 0,
        }
    }

    /// Goes on with the answer to the last action, until the next.
    pub fn step(&mut self, answer: Answer) -> Action {
        self.exchange.answer.set(Some(answer));
        if let Some(program) = &mut self.program {
            let mut context = Context::from_waker(Waker::noop());
            if let Poll::Ready(code) = program.as_mut().poll(&mut context) {
                self.code = code;
                self.program = None;
            }
        }
        self.exchange
            .action
            .take()
            .unwrap_or(Action::Exit(self.code))
    }
}

/// What lies between the program and its host.
#[derive(Default)]
struct Exchange {
    action: Cell<Option<Action>>,
    answer: Cell<Option<Answer>>,
}

/// The host, as the program sees it.
pub(super) struct Host(Rc<Exchange>);

impl Host {
    /// Has the host do something, and waits for the answer.
    pub(super) async fn ask(&self, action: Action) -> Answer {
        self.0.answer.take();
        self.0.action.set(Some(action));
        std::future::poll_fn(|_| match self.0.answer.take() {
            Some(answer) => Poll::Ready(answer),
            None => Poll::Pending,
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_waits_for_each_answer_and_ends_once() {
        let mut machine = Machine::new(|host| async move {
            let file = Input::File("a".to_owned());
            let answer = host.ask(Action::Read(file)).await;
            let code = u8::from(answer == Answer::Failed(Obstacle::NotFound));
            let text = "done".to_owned();
            host.ask(Action::Write(Output::Results, text)).await;
            code
        });
        let first = machine.step(Answer::Done);
        assert_eq!(first, Action::Read(Input::File("a".to_owned())));
        let second = machine.step(Answer::Failed(Obstacle::NotFound));
        assert_eq!(second, Action::Write(Output::Results, "done".to_owned()));
        assert_eq!(machine.step(Answer::Done), Action::Exit(1));
        assert_eq!(machine.step(Answer::Done), Action::Exit(1));
    }
}
