//! Writing a file anew, so that whoever reads it finds all of the old or all of the new content.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;

/// Puts a file with this content in the place of another, which has the same permissions. Where the name is a link, the
/// file that it leads to is replaced.
pub(super) fn replace(file: &Path, content: &[u8]) -> io::Result<()> {
    let file = fs::canonicalize(file)?;
    let permissions = fs::metadata(&file)?.permissions();
    if permissions.readonly() {
        // The folder might allow what the file does not.
        return Err(ErrorKind::PermissionDenied.into());
    }
    let (name, mut new) = beside(&file)?;
    let written = new
        .write_all(content)
        .and_then(|()| new.set_permissions(permissions))
        .and_then(|()| new.sync_all())
        .and_then(|()| fs::rename(&name, &file));
    if written.is_err() {
        // That it cannot be written is what matters.
        let _ = fs::remove_file(&name);
    }
    written
}

/// A new file in the same folder, as only there it can take the place of the other.
fn beside(file: &Path) -> io::Result<(PathBuf, File)> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let mut number = 0_u32;
    loop {
        let new = file.with_file_name(format!(".{name}.{}-{number}.new", process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&new) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < 100 => number += 1,
            opened => return Ok((new, opened?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    /// A new folder, removed in the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = env::temp_dir().join(format!("scale-batch-{name}-{}", process::id()));
            fs::create_dir_all(&folder).unwrap();
            Folder(folder)
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).unwrap();
            let mut names: Vec<_> = entries
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = Folder::new("replace");
        let file = folder.0.join("a.json");
        fs::write(&file, "old, and longer").unwrap();
        // The first name is taken.
        let taken = format!(".a.json.{}-0.new", process::id());
        fs::write(folder.0.join(&taken), "").unwrap();
        replace(&file, b"new").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(folder.names(), [taken, "a.json".to_owned()]);
        let missing = replace(&folder.0.join("b.json"), b"new").unwrap_err();
        assert_eq!(missing.kind(), ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = Folder::new("links");
        let (file, link) = (folder.0.join("a.json"), folder.0.join("link.json"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a.json", &link).unwrap();
        replace(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o640
        );
        fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
        let refused = replace(&link, b"newer").unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::PermissionDenied);
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(folder.names(), ["a.json", "link.json"]);
    }
}
