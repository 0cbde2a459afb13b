//! Rules of what stands where in an edition.

use super::Rule;
use crate::diag::Severity::{Error, Warning};

rules! {
    SIGN_OFF "sign-off" Error
        "A sign-off record is JSON Lines as `banxin build --sign FILE` writes it."
        "Lines that are to stay where they are must be known for certain."
        "Take the record that was written when the pages were signed, or set the edition without --hold."
    DATE_WRONG "date-wrong" Error
        "The date of the issue is a day of the calendar."
        "The date is printed on every page and goes into the name of every plate."
        "Write it as date = 2026-11-23, without quotes."
    WEEKDAY_WRONG "weekday-wrong" Error
        "The day of the week belongs to the date."
        "A wrong weekday on the front page is the first thing that a reader sees."
        "Correct one of the two, or leave weekday out: it is worked out from the date."
    PAGE_ORDER "page-order" Error
        "Pages are numbered 1, 2, 3 … in the order of the file."
        "Jumps, pointers and plates go by the number."
        "Renumber the pages or put them in order."
    SPREAD_PAGE "spread-page" Error
        "A spread begins on an even page and takes two numbers (standards B7)."
        "An even page and the odd page after it lie side by side; no other two do."
        "Number the spread by its left page, which is even; the page after it has the number after next."
    BASE_LOOP "base-loop" Error
        "An edition does not lie over itself, directly or through others."
        "There would be no first edition that the others change."
        "Take one `base = ...` of the circle away."
    PLACE_MISSING "place-missing" Error
        "Every area of a page has something in it."
        "An empty area is a hole on the plate."
        "Add the letter to [page.place], or say that an advertisement is to come: X = { ad = true }."
    PLACE_KIND "place-kind" Error
        "What stands in an area fits the role that the layout gave it."
        "A nameplate cannot hold a story, nor a story area a set of QR codes."
        "Place something of the right kind, or change the role in [area.X] of the layout."
    STORY_TWICE "story-twice" Error
        "A story is placed once."
        "A reader would meet the same text twice, and another story is mostly missing."
        "Put the other story's name at one of the two places; the rest of a story goes on by [[jump]]."
    STORY_UNUSED "story-unused" Warning
        "Every file in stories/ is placed."
        "A story that nobody placed is mostly one that was forgotten."
        "Place it, or move the file out of stories/."
    DESIGNS_DIFFER "designs-differ" Error
        "The designs that one page may take have the same areas, with the same roles, on one sheet."
        "What is placed once must fit whichever of them is taken."
        "Give the areas of both layouts the same letters and roles, or make two pages of them."
}
