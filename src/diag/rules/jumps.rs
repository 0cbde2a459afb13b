//! Rules of jumps and pointers (standards B8).

use super::Rule;
use crate::diag::Severity::{Error, Note, Warning};

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
    JUMP_CYCLE "jump-cycle" Error
        "The jumps of a story never lead back (standards B8)."
        "The reader would go round in a circle, and the text has no end."
        "Send the last of the jumps to an area that the story has not had yet, on a later page."
    JUMP_SCATTERED "jump-scattered" Note
        "All jumps of a page go to one page where that can be (standards B8)."
        "The reader turns the page once and finds every rest there."
        "Give the later page a jump section (role = \"jumps\"), and send them all there."
    JUMP_IF_NEEDED "jump-if-needed" Error
        "A jump that may not be needed leaves no hole behind."
        "Where the rest does not come, its area would print as paper."
        "Name a story for that place: else = \"…\"; or collect the rests in an area with role = \"jumps\"."
    JUMP_SPARE "jump-spare" Note
        "A story that waits for a place that another keeps is not printed."
        "The desk must know that it is free for another page or another day."
        "Nothing, or place it elsewhere."
    JUMP_CUT "jump-cut" Error
        "A story is cut where both of its parts have text."
        "A cut after the last paragraph leaves nothing to go on with."
        "Choose an earlier paragraph, or leave `at` out: the story is then cut at the foot of its area."
    JUMP_WISH "jump-wish" Warning
        "A story is cut where the desk wishes it, as near as the rules of cutting allow (standards B8)."
        "Where the area ends before that, or a part would be too short, the cut is elsewhere."
        "Move `at`, allow more lines with `within`, or change the height of the area."
    JUMP_HEAD "jump-head" Error
        "The head of a rest that is named is there."
        "Without it the rest would stand without a head, which was not meant."
        "Write `short = \"…\"` in the front matter of the story, or the head itself in [[jump]]."
    JUMP_NOTES "jump-notes" Error
        "Every note 下转 n has its note 上接 m on page n, and m is the page that it came from (standards B8; B9, M13)."
        "A note that is wrong or wanting sends the reader to nothing."
        "Give the part more room; if it has room, this is a fault of the engine: do not print."
    JUMP_NOTE_WIDE "jump-note-wide" Warning
        "The note of a jump goes into its column at the size of the body (standards B8)."
        "It is set smaller than the text beside it, so that nothing is cut off."
        "Shorten the wording in [notes], or give the area wider columns."
    JUMP_NOTE_FACE "jump-note-face" Warning
        "The note of a jump has the size of the body and another face (standards B8)."
        "In the face of the body it is read as a part of the sentence."
        "Give [style.jump-note] a 楷体 or 黑体 face, and leave its `size` out."
    PAGE_LABEL "page-label" Error
        "No two pages are called the same."
        "Notes and pointers go by the label; the reader would have two pages to choose from."
        "Give one of them another `label`."
    POINTER_STORY "pointer-story" Error
        "A pointer names a story that is placed in the edition."
        "The page number of the pointer is found from the story; without it there is none."
        "Correct the story's name, or place the story on a page."
}
