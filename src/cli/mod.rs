//! The command line, for every host.
//!
//! [`Machine`] decides everything: the order, the colours and all sentences. It has no input or output of its own, but
//! tells its host an [`Action`] and goes on with the [`Answer`]. The host of the binary is [`native`], that of the npm
//! package is in `js/src/cli/`.

mod arguments;
mod calls;
mod code;
mod commands;
mod completions;
mod context;
mod failure;
mod fix;
mod format;
mod help;
mod lenient;
mod line_diff;
mod machine;
mod manual;
#[cfg(not(target_family = "wasm"))]
pub mod native;
mod origins;
mod paths;
#[cfg(not(target_family = "wasm"))]
mod replace;
mod reports;
mod results;
mod run;
mod schemas;
mod session;
mod spans;
#[cfg(feature = "cli-wasm")]
mod wasm;
mod work;
mod yaml;

pub use machine::{
    Action, Answer, Entry, Input, LinesEnd, Machine, Obstacle, Output, Surroundings,
};
pub use work::{LONGEST_LINE, LineObstacle, Work, WorkResults};

impl Machine {
    /// The command line with these arguments.
    #[must_use]
    pub fn start(surroundings: Surroundings) -> Self {
        Machine::new(|host| run::run(surroundings, host))
    }
}
