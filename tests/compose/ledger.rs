//! What is proved, and by what: every row of standards A1–A11, and every clause of CLREQ in `src/compose/CLREQ.md`.
//!
//! A proof is a case of the book (`tests/compose/*.txt`), a case of the book of pages (`tests/makeup/*.txt`), or a test
//! function (`src/shape/ruby.rs::a_narrow_reading_is_centred`). A proof that does not exist, or that is not run, fails.

use std::collections::BTreeSet;
use std::fs;

use banxin::compose::{Adjacent, Level, LineEnd, Mid, Rules, Start, Style};
use banxin::geom::Em;

/// Rows of part A, in its order, and the proofs of each.
const ROWS: &[(&str, &str)] = &[
    ("A1 OPEN", "open-marks-have-white-before-them"),
    ("A1 CLOSE", "close-marks-have-white-after-them"),
    ("A1 PAUSE", "pauses-have-white-after-them"),
    ("A1 STOP", "stops-have-white-after-them"),
    ("A1 STOP2", "pairs-of-marks-are-one-em-in-any-order, three-exclamations-are-two-ems, four-exclamations-are-two-pairs,
        signs-of-two-marks-are-one-em"),
    ("A1 MID", "interpuncts-are-alike, interpunct-is-half, interpunct-full"),
    ("A1 CONN", "connector-widths, hyphen-between-han-is-as-the-face-has-it, wave-dash-is-a-wave"),
    ("A1 SOL", "solidi-are-half-an-em"),
    ("A1 DASH2", "dashes-are-two-ems"),
    ("A1 ELL2", "ellipses-are-two-ems, two-ellipses-are-four-ems, three-dots-are-one-em, third-dots-stand-alone"),
    ("A1 PREFIX", "prefixes-are-as-the-face-has-them"),
    ("A1 POSTFIX", "postfixes-of-ascii-and-of-one-em"),
    ("A1 NUM", "numbers-hold-their-marks"),
    ("A1 LATIN", "words-of-latin-greek-and-cyrillic, inner-hyphen-is-of-the-word, apostrophe-is-of-the-word"),
    ("A1 WSP", "word-space-is-a-third, shrink-1-word-space, stretch-1-word-space"),
    ("A1 HAN", "signs-and-kana-are-as-han, circled-digits-break-as-han"),
    ("A1 ITER", "iteration-mark-is-one-em-and-has-a-gap"),
    ("A1 IDSP", "full-width-space-is-one-em, full-width-space-is-dropped-at-line-end, full-width-space-is-kept-at-paragraph-start"),
    ("A1 input normalisation", "src/story/tests.rs::copy_is_repaired_by_the_declared_rules,
        src/story/tests.rs::what_is_left_to_a_person_is_reported_and_kept, typed-space-between-han-is-dropped,
        typed-space-beside-a-mark-is-dropped"),
    ("A1 TC switch", "traditional-marks-are-centred, traditional-exclamations-are-whole, traditional-interpunct-is-one-em,
        traditional-three-exclamations-are-two-whole-ems, traditional-brackets-are-as-in-simplified"),
    ("A2 half-width offsets of marks", "tests/shape/vertical.rs::the_ink_of_every_mark_lies_in_its_cell,
        src/shape/faces.rs::half_width_offsets_agree_with_halt,
        src/shape/places.rs::marks_stand_in_their_cells"),
    ("A2 ·", "src/shape/shaper.rs::proportional_quotes_and_dots_stand_in_their_cells"),
    ("A2 —", "tests/shape/vertical.rs::a_vertical_dash_is_one_ligature_or_two_forms,
        src/shape/shaper.rs::a_dash_is_one_unit_of_two_ems"),
    ("A2 …", "src/shape/places.rs::ink_outside_the_cell_is_centred, ellipses-are-two-ems"),
    ("A2 features of Latin runs", "tests/shape/latin.rs::ligatures_are_on,
        src/shape/shaper.rs::latin_is_kerned_and_han_is_not_moved_by_it,
        src/shape/shaper.rs::quotes_of_latin_text_are_narrow"),
    ("A3 CLOSE", "none-lets-a-closing-bracket-start-a-line, loose-keeps-a-closing-bracket, closing-bracket-does-not-start-a-line"),
    ("A3 PAUSE", "none-lets-a-comma-start-a-line, loose-keeps-a-comma, comma-does-not-start-a-line"),
    ("A3 STOP", "none-lets-a-stop-start-a-line, loose-keeps-a-stop, stop-does-not-start-a-line"),
    ("A3 STOP2", "none-lets-an-exclamation-pair-start-a-line, loose-keeps-an-exclamation-pair,
        exclamation-pair-does-not-start-a-line"),
    ("A3 OPEN", "none-lets-a-bracket-end-a-line, loose-keeps-an-opening-bracket, opening-bracket-does-not-end-a-line"),
    ("A3 MID", "none-lets-an-interpunct-start-a-line, loose-lets-an-interpunct-start-a-line,
        interpunct-does-not-start-a-line, gb-keeps-an-interpunct"),
    ("A3 CONN", "loose-lets-a-wave-start-a-line, basic-keeps-a-wave, wave-does-not-start-a-line,
        loose-lets-a-short-dash-start-a-line, basic-keeps-a-short-dash, basic-keeps-a-single-dash,
        basic-keeps-a-full-width-hyphen"),
    ("A3 SOL", "loose-lets-a-solidus-start-a-line, basic-keeps-a-solidus-from-the-start, basic-lets-a-solidus-end-a-line,
        solidus-does-not-end-a-line, solidus-does-not-start-a-line, strict-keeps-a-solidus-from-both-ends"),
    ("A3 DASH2", "basic-lets-a-dash-start-a-line, dash-may-start-a-line, strict-dash-does-not-start-a-line"),
    ("A3 ELL2", "basic-lets-an-ellipsis-start-a-line, ellipsis-may-start-a-line, strict-ellipsis-does-not-start-a-line"),
    ("A3 ITER", "iteration-mark-may-start-a-line, strict-iteration-mark-does-not-start-a-line,
        gb-lets-a-long-vowel-mark-start-a-line, strict-keeps-a-long-vowel-mark, gb-lets-small-kana-start-a-line,
        strict-small-kana-does-not-start-a-line"),
    ("A3 PREFIX", "none-keeps-a-prefix-with-its-number, loose-keeps-a-prefix-with-its-number, prefix-does-not-end-a-line"),
    ("A3 POSTFIX", "none-keeps-a-postfix-with-its-number, loose-keeps-a-postfix-with-its-number,
        postfix-does-not-start-a-line"),
    ("A3 note mark", "loose-keeps-a-note-mark, note-mark-does-not-start-a-line"),
    ("A3 normal", "normal-is-basic"),
    ("A3 news-cn", "level-news-cn-sets-the-line-end"),
    ("A3 three marks in a row", "three-marks-that-cannot-stay, column-under-six-ems-keeps-marks-when-it-can,
        third-and-later-marks-may-start-a-line, three-openers-that-cannot-stay, two-marks-stay-whatever-happens"),
    ("A3 own sets", "own-set-no-start, own-set-no-end, own-set-may-start, own-set-may-end, own-set-dash-of-gb-made-strict"),
    ("A3 UAX 14 1", "tests/shape/uax14.rs::the_tailoring_item_by_item, tests/shape/uax14.rs::our_units_leave_the_base_classes_where_a3_says, tests/shape/uax14.rs::the_base_classes_are_those_of_unicode_15,
        uax14-1-latin-quotes-are-of-their-word, uax14-1-chinese-quotes-open-and-close,
        chinese-quotes-break-as-brackets"),
    ("A3 UAX 14 2", "uax14-2-break-before-an-ellipsis, uax14-2-break-after-an-ellipsis, strict-ellipsis-does-not-start-a-line,
        ellipsis-is-never-split"),
    ("A3 UAX 14 3", "uax14-3-break-before-and-after-a-dash, dash-is-never-split, strict-dash-does-not-start-a-line"),
    ("A3 UAX 14 4", "uax14-4-nonstarters, basic-keeps-a-short-dash, basic-keeps-a-single-dash, solidus-does-not-start-a-line"),
    ("A3 UAX 14 5", "uax14-5-no-break-after-a-solidus, basic-lets-a-solidus-end-a-line"),
    ("A3 UAX 14 6", "uax14-6-numbers-and-their-signs"),
    ("A3 UAX 14 7", "uax14-7-small-kana-break-as-han, uax14-7-small-kana-are-nonstarters-at-strict"),
    ("A3 UAX 14 8", "uax14-8-break-between-han-and-a-word, uax14-8-break-between-han-and-a-number"),
    ("A3 UAX 14 9", "uax14-9-word-joiner, uax14-9-zero-width-space-before-a-mark, uax14-9-no-break-space,
        zero-width-space-is-a-wish, word-joiner-forbids, no-break-space-forbids"),
    ("A4 dash", "dash-is-never-split, long-dash-of-one-character-is-never-split, stretch-3-leaves-out-the-dash"),
    ("A4 ellipsis", "ellipsis-is-never-split, two-ellipses-split-between-pairs"),
    ("A4 digits", "digits-are-never-split, time-is-never-split, range-with-hyphen-is-one-number, word-with-number-is-never-split"),
    ("A4 number and sign after it", "number-and-percent-are-never-split, number-and-permille-are-never-split,
        number-and-degree-are-never-split, degrees-of-arc-stay-with-their-number"),
    ("A4 sign before a number", "yen-and-number-are-never-split, dollar-and-number-are-never-split,
        number-sign-and-number-are-never-split"),
    ("A4 number and Han unit", "number-and-measure-word-may-split, keep-unit-holds-the-measure-word,
        vertical-keep-unit-holds-a-combined-number"),
    ("A4 number ～ number", "number-range-breaks-after-the-wave, wave-may-end-a-line-between-numbers,
        strict-keeps-a-number-range-whole"),
    ("A4 Latin word", "latin-word-is-never-split, latin-word-breaks-after-its-hyphen, hyphenate-divides-a-word,
        hyphenate-leaves-two-letters-and-takes-three, soft-hyphen-is-the-writers-wish,
        src/shape/hyphenate.rs::words_are_divided_between_syllables"),
    ("A4 URL and e-mail", "tests/shape/latin.rs::addresses_break_after_their_signs,
        address-breaks-after-its-joints, mail-address-breaks-after-at-and-dot"),
    ("A4 base and ruby", "ruby-breaks-between-bases, ruby-of-a-group-never-breaks"),
    ("A4 name, note mark", "obituary-name-is-never-split, name-is-held-together-by-joiners, note-mark-does-not-start-a-line"),
    ("A4 dash alone in M < 2", "dash-alone-is-overfull"),
    ("A5 quanjiao", "quanjiao-marks-are-one-em"),
    ("A5 kaiming", "kaiming-only-stops-are-one-em"),
    ("A5 banjiao", "banjiao-marks-are-half"),
    ("A5 CLOSE/PAUSE/STOP → CLOSE", "stop-before-closing-quote, closing-before-closing, comma-before-closing-quote,
        three-exclamations-before-a-quote"),
    ("A5 CLOSE/PAUSE/STOP → PAUSE/STOP", "closing-quote-before-comma, stop-quote-comma-quote"),
    ("A5 CLOSE/PAUSE/STOP → OPEN", "colon-before-opening-quote, closing-before-opening, stop-before-opening"),
    ("A5 OPEN → OPEN", "opening-before-opening"),
    ("A5 CLOSE/PAUSE/STOP → MID", "closing-before-interpunct"),
    ("A5 MID → OPEN", "interpunct-before-opening"),
    ("A5 OPEN → CLOSE", "opening-before-closing-keeps-all"),
    ("A5 any ↔ DASH2/ELL2", "dash-takes-nothing-from-a-quote, ellipsis-takes-nothing-from-a-stop,
        question-before-ellipsis-keeps-all, quote-before-ellipsis-keeps-all, dash-before-opening-keeps-all"),
    ("A5 ！？ run of 2", "two-exclamations-are-one-em"),
    ("A5 tight", "tight-takes-both"),
    ("A5 none", "adjacent-none-takes-nothing"),
    ("A5 not twice", "kaiming-glue-is-not-taken-twice"),
    ("A5 marks of two typefaces", "tests/compose/reference.rs::marks_of_two_faces_close_up"),
    ("A5 line start", "opening-mark-at-line-start-loses-its-lead, line-start-full-keeps-the-lead,
        line-start-closes-up-as-inside"),
    ("A5 paragraph start", "paragraph-start-half, paragraph-start-full"),
    ("A5 line end", "line-end-half, line-end-auto-full-fits, line-end-auto-half-fits, line-end-auto-at-a-tie-takes-half,
        line-end-auto-squeezes-for-the-nearer-form, line-end-full, line-end-full-is-pushed-out, hang-by-the-word-of-line-end"),
    ("A5 never adjustable", "interpunct-never-shrinks, solidus-and-short-dash-are-never-adjusted,
        vertical-colons-never-shrink, vertical-colons-are-never-trimmed"),
    ("A6 gap", "gap-between-han-and-latin, gap-between-han-and-number, gap-before-a-prefix, gap-of-an-eighth, gap-of-a-half,
        no-gap-in-tables"),
    ("A6 none at line start or line end", "no-gap-at-line-start-and-end"),
    ("A6 none beside marks", "no-gap-beside-marks, no-gap-beside-each-mark"),
    ("A6 none after full-width signs", "gap-of-percent-signs, no-gap-after-full-width-percent, gap-after-percent"),
    ("A6 typed space", "typed-space-is-replaced-by-the-gap"),
    ("A6 snap", "snap-latin-fills-whole-cells, snap-gap-is-above-nothing, snap-one-digit,
        snap-beside-a-mark-the-white-is-on-the-side-of-han, snap-between-marks, snap-at-the-start-of-a-line,
        snap-range-is-one-stretch, snap-words-are-one-stretch, snap-half-cell-is-not-solid,
        tests/compose/properties.rs::a_solid_line_stands_on_the_grid"),
    ("A6 frozen", "shrink-5-frozen-gap, stretch-2-frozen-gap, snap-frozen-gaps"),
    ("A7 1–5 as a whole", "tests/compose/reference.rs::the_composer_does_what_the_words_say"),
    ("A7 1 measure and indent", "indent-of-two, indent-is-of-the-first-line-alone"),
    ("A7 3 exact", "exact-line-needs-nothing"),
    ("A7 4 push in", "push-in-before-push-out, last-unit-is-pushed-in"),
    ("A7 5 push out", "push-out-when-it-cannot-shrink"),
    ("A7 6 stages 0–6", "line-end-half, shrink-1-word-space, shrink-2-full-interpunct, shrink-3-bracket-glue,
        shrink-3-equal-shares, shrink-4-after-3-is-used-up, shrink-5-gap, shrink-6-stop, shrink-stop-off,
        traditional-centred-marks-give-on-both-sides"),
    ("A7 6 one after the other", "shrink-2-after-1-is-used-up, shrink-3-after-2-is-used-up, shrink-4-after-3-is-used-up,
        shrink-5-after-4-is-used-up, shrink-6-after-5-is-used-up, shrink-in-equal-shares-over-all-pauses"),
    ("A7 7 stages 1–3", "stretch-1-word-space, stretch-2-gap, stretch-2-gap-to-a-third, stretch-3-equal-shares,
        stretch-2-after-1-is-used-up, loose-line-is-reported"),
    ("A7 7 what stage 3 leaves out", "stretch-3-leaves-out-word-insides, stretch-3-leaves-out-both-sides-of-a-wave,
        stretch-3-leaves-out-both-sides-of-a-solidus, stretch-3-leaves-out-number-and-percent,
        stretch-3-leaves-out-prefix-and-number, stretch-3-leaves-out-the-dash, stretch-3-leaves-out-the-ellipsis,
        stretch-3-leaves-out-gaps-that-are-served, ruby-of-a-group-never-opens, hang-nothing-opens-before-the-mark,
        vertical-combined-never-breaks-and-nothing-opens-in-it"),
    ("A7 8 last line", "last-line-is-natural, last-line-takes-half-form-if-it-must, last-line-keeps-a-full-mark-that-fits,
        last-line-is-not-squeezed-for-a-full-mark, line-end-full-at-the-end-of-a-paragraph"),
    ("A7 9 lone character", "lone-character-is-squeezed-in, lone-character-without-a-mark-is-squeezed-in,
        lone-character-is-joined-by-another, lone-character-without-a-mark-is-joined-by-another,
        lone-character-is-reported, lone-character-stays-where-the-line-would-be-loose"),
    ("A7 10 too wide", "unit-wider-than-the-measure-is-reported, marks-wider-than-the-measure-are-overfull"),
    ("A7 whole paragraphs", "optimal-avoids-a-loose-line, optimal-leaves-no-lone-character,
        src/compose/optimal.rs::it_never_costs_more_than_line_by_line"),
    ("A8 off by default", "hang-is-off-by-default"),
    ("A8 which marks", "hang-every-pause-and-stop, hang-never-a-closing-mark, hang-no-pair-of-exclamations,
        hang-traditional-only-in-vertical-lines, hang-traditional-in-vertical-lines, hang-traditional-no-semicolon"),
    ("A8 when", "hang-a-stop-that-would-start-a-line, hang-only-when-it-cannot-be-pushed-in, hang-what-fits-stays-inside,
        hang-never-the-second-of-two-marks, hang-not-before-a-closing-mark, hang-the-last-mark-of-a-paragraph"),
    ("A9 indent", "indent-of-two-ems-from-eight-on, indent-of-one-em-under-eight, indent-of-one-em-just-under-eight,
        indent-with-an-opening-quote"),
    ("A9 unfinished paragraph", "paragraph-that-goes-on-has-no-indent, a-paragraph-goes-on-behind-the-note-without-indent"),
    ("A9 widows, orphans, subheads", "a-widow-is-pressed-in, a-widow-is-stretched-away,
        a-widow-that-nothing-else-mends-gets-a-line-from-the-foot-before, a-widow-that-cannot-be-mended-is-said,
        a-first-line-may-stand-at-a-column-foot, with-two-orphans-it-is-carried-over, a-subhead-is-not-at-a-column-foot,
        two-lines-follow-a-subhead"),
    ("A9 balanced columns", "leftover-lines-stand-at-the-end-of-the-last-column, lines-that-are-left-over-go-to-the-last-column-alone"),
    ("A10 progression", "a-vertical-area-has-its-lines-from-right-to-left, the-columns-of-a-vertical-area-stand-one-below-the-other"),
    ("A10 orientation", "tests/shape/vertical.rs::what_stands_and_what_is_turned,
        src/shape/orient.rs::orientation_is_that_of_uax_50_where_a10_is_silent,
        src/shape/orient.rs::a10_goes_before_uax_50"),
    ("A10 marks", "tests/shape/vertical.rs::quotes_become_the_corner_brackets_of_their_face, tests/shape/vertical.rs::stops_of_simplified_stand_at_the_top_right_and_of_traditional_in_the_middle, tests/shape/vertical.rs::dashes_dots_and_middle_dots_stand_on_the_axis,
        vertical-pauses-have-white-below, vertical-colons-and-questions-are-whole, vertical-colon-before-a-quote,
        vertical-quotes-have-white-above-and-below, vertical-brackets-are-upright-forms, vertical-dash-and-ellipsis,
        vertical-interpunct-is-half-an-em, vertical-waves-and-short-dashes-are-turned, vertical-traditional-marks-are-centred,
        vertical-traditional-colons-are-whole, vertical-exclamation-pair-is-one-em, vertical-three-exclamations-are-two-ems"),
    ("A10 prohibition", "vertical-the-same-prohibitions, vertical-strict-dash-does-not-start-a-line,
        vertical-none-lets-a-comma-start-a-line, tests/compose.rs::the_book_in_vertical_lines"),
    ("A10 digits and words", "tests/shape/vertical.rs::letters_are_stacked_one_for_each_em, tests/shape/vertical.rs::digits_are_combined_in_one_em, tests/shape/vertical.rs::nothing_of_a_number_or_acronym_is_taken_apart,
        vertical-one-digit-or-letter-is-upright, vertical-acronym-is-upright,
        vertical-four-capitals-are-turned, vertical-two-digits-are-combined, vertical-three-digits-are-combined,
        vertical-four-digits-are-turned, vertical-decimals-are-turned, vertical-words-are-turned,
        vertical-percent-is-turned-with-its-number, vertical-han-numerals-are-han, vertical-combined-by-hand"),
    ("A10 marks beside characters", "src/makeup/marks.rs::a_dot_stands_under_the_middle_of_each_character_or_to_its_right,
        src/makeup/marks.rs::lines_are_on_the_left_of_a_vertical_line, src/makeup/marks.rs::a_dot_on_a_name_stands_under_its_line,
        src/makeup/marks.rs::neighbouring_names_are_a_tenth_of_an_em_apart,
        src/makeup/marks.rs::one_side_needs_half_an_em_and_two_five_eighths, src/shape/marks.rs::emphasis_is_cut_at_marks_and_spaces"),
    ("A10 ruby", "src/shape/ruby.rs::a_narrow_reading_is_centred,
        src/shape/ruby.rs::a_wide_reading_overhangs_a_quarter_and_then_widens_its_base,
        src/shape/ruby.rs::neighbouring_readings_stay_apart"),
    ("A11 profiles", "tests/compose/ledger.rs::each_profile_is_its_row"),
];

/// Every case of the two books by name.
fn cases() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for folder in ["tests/compose", "tests/makeup"] {
        for entry in fs::read_dir(folder).expect("a book") {
            let path = entry.expect("entry").path();
            if path.extension().is_none_or(|extension| extension != "txt") {
                continue;
            }
            let text = fs::read_to_string(&path).expect("readable");
            let heads = text.lines().filter_map(|line| line.strip_prefix("--- ")?.strip_suffix(" ---"));
            names.extend(heads.map(|head| head.split(',').next().unwrap_or(head).trim().to_owned()));
        }
    }
    names
}

/// Why a name proves nothing, if it does not.
fn unproved(name: &str, cases: &BTreeSet<String>) -> Option<String> {
    let Some((file, function)) = name.split_once("::") else {
        return (!cases.contains(name)).then(|| format!("no case is called `{name}`"));
    };
    let Ok(text) = fs::read_to_string(file) else { return Some(format!("there is no file `{file}`")) };
    if !is_run(file) {
        return Some(format!("`{file}` is no part of any test"));
    }
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let Some(at) = lines.iter().position(|line| line.starts_with(&format!("fn {function}("))) else {
        return Some(format!("`{file}` has no function `{function}`"));
    };
    let above = lines[..at].iter().rev().take_while(|line| line.starts_with("#[") || line.starts_with("//"));
    let attributes: Vec<&&str> = above.collect();
    let ignored = attributes.iter().any(|line| line.starts_with("#[ignore"));
    let tested = attributes.iter().any(|line| **line == "#[test]");
    (ignored || !tested).then(|| format!("`{name}` is not run as a test"))
}

/// Whether a file is compiled into a test: a room's file is; a part of a test must be named by the test.
fn is_run(file: &str) -> bool {
    let parts: Vec<&str> = file.split('/').collect();
    match parts[..] {
        ["src", ..] | ["tests", _] => true,
        ["tests", book, part] => fs::read_to_string(format!("tests/{book}.rs"))
            .is_ok_and(|test| test.contains(&format!("#[path = \"{book}/{part}\"]"))),
        _ => false,
    }
}

fn names(proofs: &str) -> impl Iterator<Item = &str> {
    proofs.split([',', '\n']).map(str::trim).filter(|name| !name.is_empty())
}

#[test]
fn every_row_of_part_a_is_proved() {
    let cases = cases();
    let mut wrong = Vec::new();
    for &(row, proofs) in ROWS {
        if names(proofs).next().is_none() {
            wrong.push(format!("{row}: no proof"));
        }
        wrong.extend(names(proofs).filter_map(|name| unproved(name, &cases)).map(|why| format!("{row}: {why}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for part in 1..=11 {
        assert!(ROWS.iter().any(|(row, _)| row.starts_with(&format!("A{part} "))), "A{part} has no row");
    }
}

#[test]
fn what_proves_nothing_is_found() {
    let cases = cases();
    for name in [
        "no-such-case",
        "tests/compose/none.rs::nothing",
        "tests/compose/ledger.rs::nothing",
        "tests/compose/ledger.rs::unproved",
        "tests/tools/mod.rs::nothing",
    ] {
        assert!(unproved(name, &cases).is_some(), "{name}");
    }
    assert_eq!(unproved("tests/compose/ledger.rs::what_proves_nothing_is_found", &cases), None);
    assert_eq!(unproved("stop-before-closing-quote", &cases), None);
}

/// A11, row by row and column by column.
#[test]
fn each_profile_is_its_row() {
    use {Adjacent as A, Level as L, LineEnd as E, Start as S, Style as T};
    let (quarter, eighth) = (Em::QUARTER, Em::EIGHTH);
    let table = [
        ("gb", L::Gb, T::Quanjiao, A::Half, [S::Half; 2], E::Half, (quarter, true), true),
        ("news-cn", L::Gb, T::Quanjiao, A::Half, [S::Half; 2], E::Auto, (quarter, true), true),
        ("news-kaiming", L::Gb, T::Kaiming, A::Half, [S::Half; 2], E::Half, (quarter, true), false),
        ("strict", L::Strict, T::Quanjiao, A::Half, [S::Half; 2], E::Half, (quarter, true), false),
        ("tight", L::Gb, T::Quanjiao, A::Tight, [S::Half; 2], E::Half, (eighth, false), true),
        ("tw-news", L::None, T::Quanjiao, A::None, [S::Full; 2], E::Full, (quarter, false), false),
    ];
    assert_eq!(table.map(|row| row.0).to_vec(), Rules::profiles().collect::<Vec<_>>());
    for (name, level, style, adjacent, starts, line_end, gap, shrink_stop) in table {
        let rules = Rules::profile(name).expect("a row of A11");
        assert_eq!(rules.level, level, "{name}");
        assert_eq!(rules.style, style, "{name}");
        assert_eq!(rules.adjacent, adjacent, "{name}");
        assert_eq!([rules.line_start, rules.para_start], starts, "{name}");
        assert_eq!(rules.line_end, line_end, "{name}");
        assert_eq!((rules.gap, rules.gap_flex), gap, "{name}");
        assert_eq!(rules.shrink_stop, shrink_stop, "{name}");
        assert!(!rules.hang && !rules.snap && !rules.hyphenate && !rules.keep_unit, "{name}");
        assert_eq!(rules.gap_max, Em::HALF, "{name}");
        assert_eq!(rules.mid == Mid::Full, name == "tw-news", "{name}: A1, · is 1 em in Taiwan");
    }
}

/// How a clause stands in one writing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stands {
    Met,
    Partly,
    Not,
    Outside,
}

struct Clause {
    clause: String,
    stands: [Stands; 2],
    proofs: String,
    /// Left out because it is of Zhuyin.
    zhuyin: bool,
}

const LEDGER: &str = "src/compose/CLREQ.md";

fn stands(cell: &str) -> Option<Stands> {
    let why = cell.split_once(": ").is_some_and(|(_, why)| why.len() > 7);
    match cell.split(':').next().unwrap_or(cell) {
        "met" if cell == "met" => Some(Stands::Met),
        "partly" if why => Some(Stands::Partly),
        "on purpose not" if why => Some(Stands::Not),
        "not applicable" if why => Some(Stands::Outside),
        _ => None,
    }
}

/// The rows of the ledger: those whose first cell begins with a section number.
fn clauses(text: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for line in
        text.lines().filter(|line| line.starts_with("| ") && line[2..].starts_with(|ch: char| ch.is_ascii_digit()))
    {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [clause, asks, horizontal, vertical, proofs] = cells[..] else { panic!("five cells: {line}") };
        assert!(!asks.is_empty() && clause.contains('#'), "{line}");
        // What holds for one writing by its nature is said once: `as horizontal`.
        let vertical = if vertical == "same" { horizontal } else { vertical };
        let stands = [horizontal, vertical].map(|cell| stands(cell).unwrap_or_else(|| panic!("`{cell}` in {line}")));
        let zhuyin = horizontal.starts_with("not applicable: Zhuyin");
        clauses.push(Clause { clause: clause.to_owned(), stands, proofs: proofs.replace('`', ""), zhuyin });
    }
    clauses
}

#[test]
fn every_clause_of_clreq_is_proved() {
    let cases = cases();
    let clauses = clauses(&fs::read_to_string(LEDGER).expect("the ledger"));
    assert!(clauses.len() > 120, "{} clauses", clauses.len());
    let mut wrong = Vec::new();
    for clause in &clauses {
        let says = |why: &str| format!("{}: {why}", clause.clause);
        if clause.stands.contains(&Stands::Met) && names(&clause.proofs).next().is_none() {
            wrong.push(says("met, and nothing proves it"));
        }
        wrong.extend(names(&clause.proofs).filter_map(|name| unproved(name, &cases)).map(|why| says(&why)));
    }
    let mut seen = BTreeSet::new();
    wrong.extend(
        clauses.iter().filter(|clause| !seen.insert(&clause.clause)).map(|clause| format!("{} twice", clause.clause)),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The figures at the head of the ledger are those of its rows.
#[test]
fn the_figures_of_the_ledger_are_its_own() {
    let text = fs::read_to_string(LEDGER).expect("the ledger");
    let clauses = clauses(&text);
    let share = |met: usize, asked: usize| {
        let tenths = (met * 2000 + asked) / (asked * 2);
        format!("{}.{} %", tenths / 10, tenths % 10)
    };
    let mut wrong = Vec::new();
    for (writing, name) in [(0, "horizontal"), (1, "vertical")] {
        let count = |of: Stands| clauses.iter().filter(|clause| clause.stands[writing] == of).count();
        let (met, partly, not) = (count(Stands::Met), count(Stands::Partly), count(Stands::Not));
        let (asked, zhuyin) = (met + partly + not, clauses.iter().filter(|clause| clause.zhuyin).count());
        let outside = count(Stands::Outside);
        let (share, with) = (share(met, asked), share(met, asked + zhuyin));
        let line = format!("| {name} | {met} | {partly} | {not} | {outside} | {share} | {with} |");
        if !text.lines().any(|said| said == line) {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "the head of the ledger should say\n{}", wrong.join("\n"));
}
