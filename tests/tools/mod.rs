//! Other people's readers: the programs that check a finished PDF.

pub(crate) mod origins;

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a program says on its standard output. `None`, and a loud word, if it is not installed;
/// where `CI=true` a missing program is a failure. A program that fails is always one.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Option<String> {
    run_both(program, arguments).map(|[said, _]| said)
}

/// The same with what it says on its standard error.
pub(crate) fn run_both(program: &str, arguments: &[&str]) -> Option<[String; 2]> {
    let output = match Command::new(program).args(arguments).output() {
        Ok(output) => output,
        Err(error) if std::env::var("CI").as_deref() == Ok("true") => {
            panic!("{program} must be installed where CI=true: {error}")
        }
        Err(error) => {
            eprintln!("\n*** NOT CHECKED: {program} cannot be run ({error}) ***\n");
            return None;
        }
    };
    let [said, complained] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(output.status.success(), "{program} {arguments:?} failed:\n{said}\n{complained}");
    Some([said, complained])
}

/// A PDF in a folder of its own, for programs that read files.
pub(crate) struct OnDisk {
    folder: tempfile::TempDir,
}

impl OnDisk {
    /// Lays a PDF down.
    pub(crate) fn new(pdf: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a folder for a test");
        std::fs::write(folder.path().join("page.pdf"), pdf).expect("written");
        Self { folder }
    }

    /// The PDF.
    pub(crate) fn pdf(&self) -> String {
        self.path("page.pdf").display().to_string()
    }

    /// A file beside the PDF.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        Path::join(self.folder.path(), name)
    }

    /// The objects of the PDF as qpdf reads them: `obj:1 0 R` and the like to their values.
    pub(crate) fn objects(&self) -> Option<serde_json::Value> {
        let said = run("qpdf", &["--json=2", "--json-key=qpdf", &self.pdf()])?;
        let json: serde_json::Value = serde_json::from_str(&said).expect("qpdf writes JSON");
        Some(json["qpdf"][1].clone())
    }

    /// The plates of the first page at `ppi`: cyan, magenta, yellow, black.
    pub(crate) fn plates(&self, ppi: u32) -> Option<[Plate; 4]> {
        let out = format!("-sOutputFile={}", self.path("plate.tif").display());
        let resolution = format!("-r{ppi}");
        let fixed = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-sCompression=none"];
        let page = ["-dFirstPage=1", "-dLastPage=1", &resolution, &out, &self.pdf()].map(str::to_owned);
        let arguments: Vec<&str> = fixed.iter().copied().chain(page.iter().map(String::as_str)).collect();
        run("gs", &arguments)?;
        let read = |ink| std::fs::read(self.path(&format!("plate({ink}).tif"))).expect("gs wrote a plate");
        Some(["Cyan", "Magenta", "Yellow", "Black"].map(|ink| Plate::read(&read(ink), ppi)))
    }
}

/// One plate: 255 is full ink.
pub(crate) struct Plate {
    ppi: u32,
    width: usize,
    /// Ink of each pixel, row by row.
    pub(crate) ink: Vec<u8>,
}

impl Plate {
    /// Reads the uncompressed 8-bit gray TIFF that Ghostscript writes (0 is full ink).
    fn read(tiff: &[u8], ppi: u32) -> Self {
        assert!(tiff.starts_with(b"II*\0"), "a little-endian TIFF");
        let short = |at: usize| usize::from(u16::from_le_bytes([tiff[at], tiff[at + 1]]));
        let long = |at: usize| short(at) | short(at + 2) << 16;
        let directory = long(4);
        let entry = |tag: usize| {
            let mut entries = (0..short(directory)).map(|entry| directory + 2 + entry * 12);
            let at = entries.find(|&at| short(at) == tag).expect("the tag is there");
            let (size, count) = (if short(at + 2) == 3 { 2 } else { 4 }, long(at + 4));
            let values = if size * count <= 4 { at + 8 } else { long(at + 8) };
            let value = move |index: usize| {
                let at = values + index * size;
                if size == 2 { short(at) } else { long(at) }
            };
            (0..count).map(value).collect::<Vec<_>>()
        };
        assert_eq!(entry(259), [1], "not compressed");
        let strips = entry(273).into_iter().zip(entry(279));
        let ink = strips.flat_map(|(at, length)| &tiff[at..at + length]).map(|&sample| 255 - sample).collect();
        Self { ppi, width: entry(256)[0], ink }
    }

    /// The ink at a place, in millimetres from the top left of the media.
    pub(crate) fn at(&self, x: f64, y: f64) -> u8 {
        let pixel = |mm: f64| (mm / 25.4 * f64::from(self.ppi)) as usize;
        self.ink[pixel(y) * self.width + pixel(x)]
    }

    /// The most and the least ink in a box: left, top, right, bottom in millimetres.
    pub(crate) fn range(&self, [left, top, right, bottom]: [f64; 4]) -> (u8, u8) {
        let pixel = |mm: f64| (mm / 25.4 * f64::from(self.ppi)) as usize;
        let rows = pixel(top)..pixel(bottom);
        let inks = rows.flat_map(|row| &self.ink[row * self.width + pixel(left)..row * self.width + pixel(right)]);
        (inks.clone().copied().min().expect("a box"), inks.copied().max().expect("a box"))
    }

    /// Whether there is no ink at all.
    pub(crate) fn is_blank(&self) -> bool {
        self.ink.iter().all(|&ink| ink == 0)
    }
}
