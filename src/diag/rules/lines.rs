//! Rules of composition: what a line, a mark or a glyph must keep.

use super::Rule;
use crate::diag::Severity::{Error, Note, Warning};

rules! {
    COMPOSE_OPTION "compose-option" Error
        "The keys of [compose] are parameters of composition (standards A)."
        "An option that is not understood would be silently left out."
        "See src/compose/README.md for the profiles and parameters with their values."
    MISSING_GLYPH "missing-glyph" Error
        "Every character has a glyph in the fallback chain of its style."
        "A hole in a name is a published error."
        "Add a face that has the character to the `face` chain of the style, draw it in a face of `extra_faces` in edition.toml (补字), or write the word otherwise."
    MISSING_VARIANT "missing-variant" Warning
        "A variant that is asked for by a selector is in a face of the chain."
        "The character is set in its usual form, which a name may not have."
        "Add a face that has the variant, or take the selector out of the copy."
    LOOSE_LINE "loose-line" Note
        "A full line has no more than a quarter of an em between two characters (standards A7.7)."
        "A line that is pulled apart makes a white hole in the grey of the column."
        "Change a few characters before it; a long Latin word or number in a narrow column is the usual reason."
    UNSOLID_LINE "unsolid-line" Note
        "On the strict grid every Han and every full-width mark stands on a whole cell (standards A6, `snap`)."
        "Lines that leave the cells show a ragged grid, which is what the paper asked not to see."
        "Set `adjacent`, `line_start` and `mid` to full, or move a mark; the JSON report names every such line with its reasons."
    LONE_CHAR "lone-char" Warning
        "The last line of a paragraph has more than one character (standards A7.9)."
        "A single character on a line of its own looks like a remnant."
        "Cut a character of the paragraph, or add one."
    KINSOKU_RELAXED "kinsoku-relaxed" Warning
        "No line begins with a closing mark or ends with an opening one (standards A3)."
        "The mark is read with the wrong words."
        "Take one of the marks that stand together away: three in a row do not fit any line end."
    OVERFULL_LINE "overfull-line" Warning
        "A line is no longer than its measure (standards A7.10)."
        "What is longer runs into the gutter or over the next column."
        "Break or shorten the long word or address, or set `hyphenate = true` in [compose]."
    SHORT_LINE "short-line" Note
        "A full line fills its measure (standards A7)."
        "Where nothing in a line may open, it ends early and the edge of the column is uneven."
        "Write the long word otherwise, or place it elsewhere in the sentence."
    MARK_NEEDS_LEADING "mark-needs-leading" Warning
        "Dots, lines and readings beside characters have half an em between lines, five eighths on both sides (standards A10)."
        "With less they touch the next line; no single line is opened for them."
        "Give the area a wider `pitch`, such as \"1.5em\", or take the marks out."
    HANG_NEEDS_GUTTER "hang-needs-gutter" Warning
        "Marks that hang have half an em of clear white beside the column (standards A8)."
        "A mark in a narrow gutter touches the next column or its rule."
        "Widen the `gutter`, take `column_rules` away, or choose another `line_end`."
    SNAP_MEASURE "snap-measure" Error
        "On the strict character grid a line is a whole number of characters long (standards A6)."
        "A line of 12.4 characters has no last cell: what stands on the grid at its start is off it at its end."
        "Choose a remainder policy that keeps whole characters, other `columns`, or take `snap` away."
}
