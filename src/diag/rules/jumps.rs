//! Rules of jumps and pointers (standards B8).

use super::Rule;
use crate::diag::Severity::Error;

rules! {
    JUMP_NOT_NEEDED "jump-not-needed" Error
        "A story jumps only when it does not fit where it begins (standards B8)."
        "The area on the other page would stay empty."
        "Take the jump out, or shorten the first area."
    JUMP_TOO_SHORT "jump-too-short" Error
        "Each part of a jumped story has its least number of lines (standards B8)."
        "Nobody turns the page for three lines."
        "Move the cut by the height of the area, or set the story whole."
    JUMP_PLACE "jump-place" Error
        "A jump leaves a page and area that exist and goes to a page and area that exist."
        "The note would send the reader to nothing."
        "Correct page or area; the letters of a page are those of its layout."
    JUMP_FROM "jump-from" Error
        "A jump leaves the area in which its story stands."
        "The note would stand under another story."
        "Name the area that carries the story, or place the story there."
    JUMP_RULE "jump-rule" Error
        "A story jumps only from an area whose layout allows it (standards B8)."
        "The designer decides which stories may send the reader away."
        "Add jump = { min_before = 8, min_after = 8 } to the area, or cut the story."
    JUMP_TARGET "jump-target" Error
        "The rest of a story has an area to itself."
        "Two texts cannot stand in one area."
        "Give the rest another story area, or take away what stands there."
    JUMP_BACKWARD "jump-backward" Error
        "A jump goes forward (standards B8)."
        "Readers turn pages one way, and a chain that turns back can loop."
        "Send the rest to a later page."
    JUMP_TWICE "jump-twice" Error
        "One area has one jump."
        "The reader cannot go on at two places."
        "Delete one, or let the second leave the area to which the first goes."
    POINTER_STORY "pointer-story" Error
        "A pointer names a story that is placed in the edition."
        "The page number of the pointer is found from the story; without it there is none."
        "Correct the story's name, or place the story on a page."
}
