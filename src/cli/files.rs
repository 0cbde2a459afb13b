//! Files appear whole or not at all, and all of a run or none.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Writes every file beside its place first, then moves all into place: those of `folder` by name, which is made if
/// it is not there, and then others by path.
///
/// # Errors
/// A sentence with the path; nothing that was there before has changed, unless a move failed half way.
pub(crate) fn write_all(
    folder: &Path,
    named: &[(String, Vec<u8>)],
    others: &[(PathBuf, Vec<u8>)],
) -> Result<Vec<PathBuf>, String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let named = named.iter().map(|(name, bytes)| (folder.join(name), bytes));
    let files: Vec<_> = named.chain(others.iter().map(|(path, bytes)| (path.clone(), bytes))).collect();
    // A folder in the place of a file would stop the moves half way.
    if let Some((taken, _)) = files.iter().find(|(path, _)| path.is_dir()) {
        return Err(format!("{}: a folder of this name is in the way", taken.display()));
    }
    let mut ready = Vec::with_capacity(files.len());
    for (path, bytes) in &files {
        let say = |error: std::io::Error| format!("{}: {error}", path.display());
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = NamedTempFile::new_in(folder).map_err(say)?;
        file.write_all(bytes).map_err(say)?;
        readable(&file).map_err(say)?;
        ready.push((file, path.clone()));
    }
    let mut written = Vec::with_capacity(ready.len());
    for (file, path) in ready {
        file.persist(&path).map_err(|error| format!("{}: {}", path.display(), error.error))?;
        written.push(path);
    }
    Ok(written)
}

/// Temporary files are private; a page is for the whole desk.
#[cfg(unix)]
fn readable(file: &NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &NamedTempFile) -> std::io::Result<()> {
    Ok(())
}
