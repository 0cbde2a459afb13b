//! Rules of make-up that an editor looks for on a finished page (standards B9, M1–M14), and importance of heads (B7).
//!
//! M1, M9, M11 and M12 have older rules among those of the page.

use super::Rule;
use crate::diag::Severity::{Error, Note, Warning};

rules! {
    HEAD_BESIDE_HEAD "head-beside-head" Warning
        "Two heads do not stand side by side with nothing between them: 碰题 (standards B9, M2)."
        "Read across, two heads become one sentence that nobody wrote. With a rule between them it is a note."
        "Give one of the areas other lines, a `box`, a head at its side (`head_at`) or a `rule_left`; or let a picture or a column of text stand between."
    THROUGH_GAP "through-gap" Warning
        "No gutter and no white line runs unbroken through the whole page: 通缝, 断版 (standards B9, M3)."
        "The page falls into two pages that have nothing to do with each other."
        "Let a head, a picture or a box span the gutter, or give an area `columns` of another width; let an area reach over the white line."
    TEXT_OVER_HEAD "text-over-head" Error
        "No line of a story stands higher than the top of its head: 倒头 (standards B9, M4)."
        "The eye begins at the head and goes down; what stands over it is read as the story above."
        "Draw the area so that its head stands over its highest columns."
    HEAD_UNDER_HEAD "head-under-head" Warning
        "No head stands directly under the head of another story: 顶题 (standards B9, M5)."
        "The lower head is read as the deck of the upper one."
        "Let text of the upper story stand between, give the lower area a `rule_above` or one of them a `box`, or set both under one flag."
    TEXT_JUMPS_OVER "text-jumps-over" Error
        "The text of a story goes down a column, then to the next at its right, and passes under nothing that is foreign: 串文 (standards B9, M6)."
        "A reader who meets another story in the middle of a column reads on there."
        "Draw the area so that no other area stands in the middle of one of its columns."
    MANY_BENDS "many-bends" Warning
        "The outline of a story turns at most four times: an L or a U (standards B9, M7)."
        "With more turns a reader loses the way from column to column."
        "Draw the area with fewer steps."
    SHORT_COLUMN "short-column" Warning
        "No column of a story is cut down to fewer than four lines beside higher ones (standards B9, M7)."
        "A stub under a picture or a step is overlooked."
        "Give the picture or the neighbour some lines more or fewer."
    FULL_COLUMN "full-column" Note
        "A story that fills a column from the head of the page to its foot is seen: 顶天立地 (standards B9, M8)."
        "A pillar of grey stands apart from the rest of the page."
        "Nothing, if it is meant; else let a picture, a box or another story break its height."
    COLUMN_STUB "column-stub" Warning
        "No column part of a story has fewer than three lines (standards B9, M9)."
        "One or two lines by themselves look like a remnant of the paste-up."
        "Make the area higher, its head or its picture lower, or give it fewer `columns`."
    HEAD_WITHOUT_TEXT "head-without-text" Error
        "A head has its text, and a story that begins has its head (standards B9, M10)."
        "A head alone promises what is not there; text alone is read as part of its neighbour."
        "Make the area higher, or the head smaller."
    HEAD_OFF_TEXT "head-off-text" Error
        "A head covers its first column of text, or the first line begins at its left: 盖文 (standards B9, M10)."
        "A reader who comes from the head must find the first line without looking for it."
        "Let the head stand over the first column of its text, as wide as that column at least."
    NOTE_PAGE "note-page" Error
        "The page that a pointer names is the page where the story is (standards B9, M13)."
        "A reader who is sent to the wrong page does not come back."
        "This is a fault of the engine, or of text that found no room: see what else is said of the story."
    BASELINE_OFF_GRID "baseline-off-grid" Error
        "Every baseline of the body is within 0.05 pt of the grid, except in areas with lines of their own (standards B9, M14)."
        "Lines of neighbouring columns that do not meet show on every page."
        "This is a fault of the engine; report it with the files of the edition."
    RANK_SIZES "rank-sizes" Warning
        "Heads of one rank on one page have one size (standards B6)."
        "Size says what a story weighs; two sizes of one rank say two things of the same weight."
        "Give the story another rank, the areas room for heads of one size, or `head = \"…\"`; or shorten the longer head."
    RANK_ORDER "rank-order" Warning
        "A higher rank has the larger head and the better place: top left, then top right, then the foot of the page (standards B6, B7)."
        "The reader weighs the news by size and place, and weighs it wrongly."
        "Change the ranks, the sizes in [heads], or the places of the stories."
}
