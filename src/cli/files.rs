//! Files appear whole or not at all, and all of a run or none.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Writes every file beside its place first, then moves all into place.
///
/// # Errors
/// A sentence with the path; nothing that was there before has changed, unless a move failed half way.
pub(crate) fn write_all(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<PathBuf>, String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    // A folder in the place of a file would stop the moves half way.
    if let Some(taken) = files.iter().map(|(name, _)| folder.join(name)).find(|path| path.is_dir()) {
        return Err(format!("{}: a folder of this name is in the way", taken.display()));
    }
    let mut ready = Vec::with_capacity(files.len());
    for (name, bytes) in files {
        let path = folder.join(name);
        let say = |error: std::io::Error| format!("{}: {error}", path.display());
        let mut file = NamedTempFile::new_in(folder).map_err(say)?;
        file.write_all(bytes).map_err(say)?;
        readable(&file).map_err(say)?;
        ready.push((file, path));
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
