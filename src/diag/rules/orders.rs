//! Rules of what the desk orders for one night.

use super::Rule;
use crate::diag::Severity::{Error, Note, Warning};

rules! {
    TEXT_CUT "text-cut" Note
        "What the desk orders cut from the end of a story is named word by word."
        "Nothing vanishes unseen: who signs the page can read what is not on it."
        "Nothing, if the cut is meant; else lower `cut`, or take it out."
    CUT_TOO_LONG "cut-too-long" Error
        "A cut leaves at least the first sentence of its story."
        "A story without text is a head over nothing."
        "Lower `cut`, or take the story off the page."
    ORDER_IDLE "order-idle" Warning
        "Every order of a place changes something."
        "What changes nothing was mostly meant for another story."
        "Take it out, or put it to the story that it was meant for."
    FILLER_IDLE "filler-idle" Note
        "A filler stands after its story only if lines would stay white."
        "The desk must know that a piece of copy is not in the paper."
        "Nothing; or give it to another story."
    FILLER_TWICE "filler-twice" Error
        "A filler is offered once and placed nowhere else."
        "A reader would meet the same text twice."
        "Take it out at one of the two places."
}
