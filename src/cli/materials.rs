//! Where faces are found when no edition names them, and the profiles that the program carries.

use std::path::{Path, PathBuf};

/// The profile of newsprint, for what has no edition of its own.
pub(crate) const PRESS_PROFILE: &[u8] = include_bytes!("../../icc/newsprint-cgats-tr002.icc");
/// The profile of pictures that carry none.
pub(crate) const PICTURE_PROFILE: &[u8] = include_bytes!("../../icc/sRGB.icc");
/// The file of the profile of newsprint.
pub(crate) const PRESS_NAME: &str = "newsprint-cgats-tr002.icc";

/// The catalogue of a folder of faces.
pub(crate) const CATALOGUE: &str = "fonts.toml";

/// The profiles as files, with their terms.
pub(crate) fn profiles() -> [(String, Vec<u8>); 3] {
    let terms: &[u8] = include_bytes!("../../icc/README.md");
    let files = [(PRESS_NAME, PRESS_PROFILE), ("sRGB.icc", PICTURE_PROFILE), ("README.md", terms)];
    files.map(|(name, bytes)| (name.to_owned(), bytes.to_vec()))
}

/// The folder of faces: the one that was named, else `fonts` in `folder` or in the nearest folder above it, else in
/// that of this run or above it, else above the program itself, as when it was built where its sources are.
///
/// # Errors
/// A sentence that says where it was looked for.
pub(crate) fn faces(named: Option<&Path>, folder: &Path) -> Result<PathBuf, String> {
    if let Some(named) = named {
        let there = named.join(CATALOGUE).is_file();
        return if there {
            Ok(named.to_path_buf())
        } else {
            Err(format!("{}: no {CATALOGUE} is there", named.display()))
        };
    }
    let program = std::env::current_exe().ok();
    let above = [Some(folder), Some(Path::new(".")), program.as_deref().and_then(Path::parent)];
    above.into_iter().flatten().find_map(nearest).ok_or_else(|| {
        format!(
            "no folder `fonts` with a {CATALOGUE} is in `{}`, in this folder, above either of them or above the program; name one with --fonts",
            shown(folder).display()
        )
    })
}

/// `fonts` with a catalogue, in this folder or the nearest above it.
fn nearest(folder: &Path) -> Option<PathBuf> {
    let real = shown(folder).canonicalize().ok()?;
    let found = real.ancestors().map(|above| above.join("fonts"));
    found.into_iter().find(|fonts| fonts.join(CATALOGUE).is_file())
}

/// A folder by a name that can be read.
fn shown(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}
