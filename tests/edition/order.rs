//! The files are in order, for every reader that we have.

use banxin::diag::{Severity, render_concise};
use banxin::geom::Length;

use crate::sample::SAMPLE;
use crate::tools::{OnDisk, run, run_both};

fn all() -> impl Iterator<Item = &'static OnDisk> {
    SAMPLE.pages.iter().chain([&SAMPLE.whole])
}

#[test]
fn the_sample_has_no_errors() {
    let errors = SAMPLE.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let errors: String = errors.map(render_concise).collect();
    assert!(errors.is_empty(), "\n{errors}");
    assert_eq!(SAMPLE.pages.len(), 4);
}

#[test]
fn qpdf_finds_no_fault() {
    for pdf in all() {
        let Some([said, complained]) = run_both("qpdf", &["--check", &pdf.pdf()]) else { return };
        assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
        assert_eq!(complained, "");
    }
}

/// What MuPDF complains of in the file; that it was itself built without profiles is not the file's fault.
fn of_the_file(complained: &str) -> String {
    complained.lines().filter(|line| *line != "warning: ICC support is not available").collect()
}

#[test]
fn mupdf_reads_and_draws_without_a_warning() {
    for pdf in all() {
        let Some([_, complained]) = run_both("mutool", &["info", &pdf.pdf()]) else { return };
        assert_eq!(of_the_file(&complained), "");
        let picture = pdf.path("page%d.png").display().to_string();
        let draw = ["draw", "-q", "-r", "36", "-o", &picture, &pdf.pdf()];
        let Some([_, complained]) = run_both("mutool", &draw) else { return };
        assert_eq!(of_the_file(&complained), "");
    }
}

#[test]
fn ghostscript_reads_without_a_warning() {
    for pdf in all() {
        let arguments = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=nullpage", &pdf.pdf()];
        let Some([said, complained]) = run_both("gs", &arguments) else { return };
        assert_eq!((said.as_str(), complained.as_str()), ("", ""));
    }
}

#[test]
fn every_face_is_embedded_as_a_subset_with_its_text() {
    for pdf in all() {
        let Some(said) = run("pdffonts", &[&pdf.pdf()]) else { return };
        let faces: Vec<&str> = said.lines().skip(2).collect();
        assert!(faces.len() >= 4, "{said}");
        for face in faces {
            let words: Vec<&str> = face.split_whitespace().rev().collect();
            // From the right: generation, object, unicode, subset, embedded, encoding.
            assert_eq!(words[2..5], ["yes"; 3], "{face}");
            assert!(words[5].starts_with("Identity-"), "{face}");
            assert_eq!(face.find('+'), Some(6), "{face}");
        }
    }
}

#[test]
fn boxes_are_those_of_the_layout() {
    for (pdf, page) in SAMPLE.pages.iter().zip(&SAMPLE.edition.pages) {
        let Some(said) = run("pdfinfo", &["-box", &pdf.pdf()]) else { return };
        let sheet = &page.layout.sheet;
        let both = sheet.bleed * 2;
        let (left, top) = (sheet.bleed.to_pt(), sheet.bleed.to_pt());
        let media = [0.0, 0.0, (sheet.width + both).to_pt(), (sheet.height + both).to_pt()];
        let trim = [left, top, (sheet.bleed + sheet.width).to_pt(), (sheet.bleed + sheet.height).to_pt()];
        for (name, expected) in [("MediaBox:", media), ("BleedBox:", media), ("TrimBox:", trim)] {
            let line = said.lines().find_map(|line| line.strip_prefix(name)).expect("the box is there");
            let found: Vec<f64> = line.split_whitespace().map(|word| word.parse().expect("a number")).collect();
            assert_eq!(found.len(), 4);
            let close = found.iter().zip(expected).all(|(a, b)| (a - b).abs() <= 0.0051);
            assert!(close, "page {} {name} {found:?}, the layout says {expected:?}", page.number.0);
        }
        assert!(sheet.width > Length::ZERO);
    }
}

#[test]
fn the_whole_edition_has_all_pages() {
    let Some(said) = run("pdfinfo", &[&SAMPLE.whole.pdf()]) else { return };
    assert!(said.lines().any(|line| line.split_whitespace().collect::<Vec<_>>() == ["Pages:", "4"]), "{said}");
}
