//! The command `scale-batch`.

use std::process::ExitCode;

fn main() -> ExitCode {
    scale_batch::cli::native::main()
}
