//! Writing a file anew, so that whoever reads it finds all of the old or all of the new content.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;

/// Puts a file with this content in the place of another, with the same permissions and owner. Where the name is a
/// symbolic link, the file that it leads to is replaced; another hard link to that keeps the old content.
pub(super) fn replace(file: &Path, content: &[u8]) -> io::Result<()> {
    let file = fs::canonicalize(file)?;
    let metadata = fs::metadata(&file)?;
    let permissions = metadata.permissions();
    if permissions.readonly() {
        // The folder might allow what the file does not.
        return Err(ErrorKind::PermissionDenied.into());
    }
    let (name, mut new) = beside(&file)?;
    // Nobody may read the content who could not read it before, and a change of the owner can change permissions.
    let written = keep_owner(&metadata, &new)
        .and_then(|()| new.set_permissions(permissions))
        .and_then(|()| new.write_all(content))
        .and_then(|()| new.sync_all())
        .and_then(|()| fs::rename(&name, &file));
    if written.is_err() {
        // That it cannot be written is what matters.
        let _ = fs::remove_file(&name);
    }
    written
}

/// Gives a new file the owner and group of the old one.
#[cfg(unix)]
fn keep_owner(old: &Metadata, new: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};

    let created = new.metadata()?;
    if (created.uid(), created.gid()) == (old.uid(), old.gid()) {
        return Ok(());
    }
    fchown(new, Some(old.uid()), Some(old.gid()))
        .map_err(|_| io::Error::other("its owner and group cannot be kept"))
}

#[cfg(not(unix))]
fn keep_owner(_: &Metadata, _: &File) -> io::Result<()> {
    Ok(())
}

/// A new file in the same folder, as only there it can take the place of the other, whose name may be too long to
/// be part of the new name.
fn beside(file: &Path) -> io::Result<(PathBuf, File)> {
    let mut number = 0_u32;
    loop {
        let new = file.with_file_name(format!(".scale-batch-{}-{number}.new", process::id()));
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
        let taken = format!(".scale-batch-{}-0.new", process::id());
        fs::write(folder.0.join(&taken), "").unwrap();
        replace(&file, b"new").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(folder.names(), [taken, "a.json".to_owned()]);
        let missing = replace(&folder.0.join("b.json"), b"new").unwrap_err();
        assert_eq!(missing.kind(), ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn a_name_may_be_as_long_as_names_can_be() {
        let folder = Folder::new("long");
        let file = folder.0.join("a".repeat(255));
        fs::write(&file, "old").unwrap();
        replace(&file, b"new").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn the_owner_is_kept() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};

        let folder = Folder::new("owner");
        let file = folder.0.join("a.json");
        fs::write(&file, "old").unwrap();
        // Only root can give a file away; for all others it stays their own.
        let _ = chown(&file, Some(12_345), Some(54_321));
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        let before = fs::metadata(&file).unwrap();
        replace(&file, b"new").unwrap();
        let after = fs::metadata(&file).unwrap();
        assert_eq!(
            (after.uid(), after.gid(), after.mode()),
            (before.uid(), before.gid(), before.mode())
        );
        assert_ne!(after.ino(), before.ino());
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
