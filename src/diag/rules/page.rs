//! Rules of making up an area of a page.

use super::Rule;
use crate::diag::Severity::{Error, Note, Warning};

rules! {
    HEAD_TOO_LONG "head-too-long" Error
        "A head fits its box by tracking, scale, ladder and breaks (standards B6)."
        "A head that is forced narrower than the house allows is ugly and may be cut."
        "Shorten the head, mark breaks with `|`, or widen the limits in [heads]."
    HEAD_TOO_HIGH "head-too-high" Error
        "A head is no higher than its area (standards M4, M12)."
        "Its lines would run over the story below; they are left out instead, and no plate is made."
        "Make the area higher or wider, or the head smaller."
    HEAD_TOO_WIDE "head-too-wide" Error
        "A vertical head is no wider than the strip beside its story."
        "Its lines would run over the story; they are left out instead, and no plate is made."
        "Give the area more `head_columns` or `head_chars`, or make the head smaller."
    PICTURE_TOO_HIGH "picture-too-high" Error
        "A picture with its caption is no higher than its area."
        "It would run over the story below; it is cut instead, without its caption if need be, and no plate is made."
        "Make the area higher, or give the picture fewer `lines` or fewer `columns`."
    AREA_SHAPE "area-shape" Error
        "Vertical lines, a head at the side and a pitch of its own go with rectangles."
        "Lines that leave the grid of the page do not meet at the steps of an area."
        "Draw the area as a rectangle, or leave that out."
    AREA_TOO_NARROW "area-too-narrow" Error
        "An area divides into its columns inside its box, each at least one character wide."
        "Text cannot be set in a column without width; other columns than were asked for are not what was meant."
        "Give the area fewer columns or more width."
    PICTURE_UNPLACED "picture-unplaced" Error
        "Every picture of a story stands on the page."
        "A picture that is named in the copy and not printed is lost."
        "Give it an area of its own, or take it out of the story."
    PICTURE_CROPPED "picture-cropped" Warning
        "A picture is cropped only outside its declared focus (standards B7)."
        "What the photographer wanted seen is cut away."
        "Give the picture more or fewer `lines`, other `columns`, or a smaller `focus`."
    INSET_TOO_HIGH "inset-too-high" Error
        "A pull quote, a fact box or an advertisement has as many lines as it needs."
        "Its last lines are left out, or it is cut, and no plate is made."
        "Give it more `lines` or `columns`, another `row`, or make it shorter."
    INSET_UNPLACED "inset-unplaced" Error
        "Every fact box and advertisement of a story stands on the page; so should its pull quotes."
        "What the copy names and the page does not show is lost."
        "Give the area an inset for it with [[area.X.inset]], or take it out."
    INSET_LEFT_OUT "inset-left-out" Note
        "An optional inset is left out only where the page does not come out with it."
        "Its text or its picture is not in the paper; the desk should know."
        "Nothing, if it may go; else take away `optional`, or make room for it."
    INSET_OUTSIDE "inset-outside" Error
        "An inset stands inside the columns of its area."
        "It would cover what stands beside the area; it is moved inside, or made narrower."
        "Make its `indent` or its width smaller."
    COLUMN_PART "column-part" Note
        "A column part has `min_part` lines or more, 4 if nothing is said (standards B9, M7)."
        "Two or three lines over a picture are lost to the eye; they are left white."
        "Move the inset or the step by some lines, or set a smaller `min_part`."
    AD_HOLE "ad-hole" Note
        "An advertisement area may be left open for the plate room."
        "An open area prints as paper."
        "Nothing, if the advertisement is mounted later; else name its picture."
    QR_MODULE "qr-module" Warning
        "Modules of a QR code are at least 0.33 mm wide on newsprint."
        "Ink spread closes smaller modules and the code cannot be read."
        "Shorten the address or enlarge the ear."
    QR_TOO_LONG "qr-too-long" Error
        "The text of a QR code fits into one code."
        "Without it the ear would show an empty place."
        "Use a short address."
    SEARCH_BUDGET "search-budget" Note
        "The search for band heights looks at every set of heights, within its budget."
        "Beyond the budget the best set found so far is taken; a better one may exist."
        "Give some free bands a range."
    UNDERSET_AREA "underset-area" Warning
        "A story fills its area to the last line (standards B9, M11)."
        "A hole at the foot of a story is seen at arm's length."
        "Lengthen the copy by the lines that are named, enlarge its picture, or let the band be solved."
    WIDOW "widow" Warning
        "The last line of a paragraph does not stand alone at a column top (standards A9; B9, M9)."
        "It looks like a fault of the paste-up."
        "Add or cut a few words in the paragraph."
    ORPHAN "orphan" Warning
        "A paragraph begins with as many lines at a column foot as the layout asks for (standards A9; B9, M9)."
        "A first line alone at the foot is read as the end of what stands over it."
        "Add or cut a line before the paragraph, or set `orphans = 1` in [compose]."
    RAGGED_FEET "ragged-feet" Warning
        "Columns of one story end on the same line (standards B9, M1)."
        "Uneven feet make the page look unfinished."
        "Move the subhead or change the copy before it by a line."
    TEXT_LOST "text-lost" Error
        "All text that was read is on a page, once and in order."
        "A lost sentence is the worst fault a paper can print."
        "Do not print; report it with the files of the edition."
    OVERSET_AREA "overset-area" Error
        "All the text of a story is placed (standards B9, M11)."
        "Text that does not fit would be lost on the plate."
        "Cut the copy by the lines that are named, enlarge the area, or give the area a jump."
    AREA_OVERLAP "area-overlap" Error
        "No two frames intersect, and every frame stands inside the type area (standards B9, M12)."
        "What lies over other text cannot be read."
        "This is a fault of the engine or of a very low band: give the bands of the areas more lines."
    FOLD_CUT "fold-cut" Warning
        "No character lies on the fold of a spread that is printed as two pages (standards B7)."
        "Each page would have half of the character, and no two sheets meet exactly."
        "Part the words there, end the area before the fold, or print the spread as one sheet."
}
