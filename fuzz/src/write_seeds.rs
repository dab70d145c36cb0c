//! Writes the seeds of a target into a folder, for libFuzzer: `write_seeds TARGET FOLDER`.

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let [_, name, folder] = &arguments[..] else {
        return Err(io::Error::other("usage: write_seeds TARGET FOLDER"));
    };
    fs::create_dir_all(folder)?;
    for (number, seed) in (scale_batch_fuzz::target(name).seeds)()
        .into_iter()
        .enumerate()
    {
        fs::write(
            PathBuf::from(folder).join(format!("seed-{number:04}")),
            seed,
        )?;
    }
    Ok(())
}
