//! Rules of the drawing and its grid.

use super::Rule;
use crate::diag::Severity::Error;

rules! {
    MAP_SHAPE "map-shape" Error
        "The drawing has a row for every height and a letter for every column."
        "A cell too few or too many shifts every area to its right."
        "Make each drawn row as long as [grid] columns, and give rows = [...] one entry for each drawn row."
    MAP_ISLAND "map-island" Error
        "All cells of a letter hang together."
        "Text cannot run from one island to another; two places need two letters."
        "Join the parts, or give one of them another letter."
    MAP_HOLE "map-hole" Error
        "No area lies wholly inside another."
        "Lines that are cut in the middle by a foreign story cannot be read (standards M6)."
        "Let the inner area touch the edge of the outer one, or use the picture of the story."
    MAP_RECTANGLE "map-rectangle" Error
        "Only stories have shapes; everything else is a rectangle."
        "A nameplate, picture or box with a corner bitten out of it has no width of its own."
        "Draw the letter as a rectangle."
    MAP_HEIGHT "map-height" Error
        "The heights of the bands make up the lines of the column."
        "The foot of the page would hang over the type area or stay white."
        "Change rows = [...] so that the sum is [grid] lines, or give one band to the solver with \"*\"."
    AREA_UNKNOWN "area-unknown" Error
        "Every [area.X] has its letter in the drawing, and every letter that is used has an area."
        "Settings for an area that is not drawn would be lost in silence."
        "Draw the letter, rename the table, or delete it."
    INSET_OVERLAP "inset-overlap" Error
        "Two insets of an area do not stand in the same columns and lines (standards M12)."
        "One of them would cover the other."
        "Give one of them another `at` or another `row`."
    GRID_DIVISION "grid-division" Error
        "Columns have room for whole characters (standards B3)."
        "A column that is not a whole number of characters wide breaks the grid of the page."
        "Choose another number of columns, or say where the remainder goes: remainder = \"gutter\" or \"column\"."
    GRID_MARGIN "grid-margin" Error
        "The type area (版心) lies inside the trimmed sheet."
        "What stands outside the trim is not printed."
        "Take fewer characters, columns or lines, or a larger sheet; the message has both widths."
    FOLD_AREA "fold-area" Error
        "An area of a spread crosses the fold wholly or not at all, and no line runs in the fold column (standards B7)."
        "Half of what stands in the fold would be on one page and half on the other."
        "Draw the area to the other page or end it before the fold; a spread lies in the middle of its sheet."
}
