//! The rules that a diagnostic can name: one constant each, with why it matters and the remedy.
//!
//! Ids are kebab-case and lasting; `banxin explain ID` prints the entry.

use super::Severity;
use Severity::{Error, Note, Warning};

/// A rule of the house or of the trade.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Lasting kebab-case id.
    pub id: &'static str,
    /// How bad a breach is unless the desk says otherwise.
    pub severity: Severity,
    /// The rule in one line.
    pub summary: &'static str,
    /// Why a breach is bad.
    pub why: &'static str,
    /// What to do, with an example where it helps.
    pub remedy: &'static str,
}

/// Declares the rules once and lists them in [`ALL`].
macro_rules! rules {
    ($($name:ident $id:literal $severity:ident $summary:literal $why:literal $remedy:literal)*) => {
        $(
            #[doc = concat!("The rule `", $id, "`.")]
            pub static $name: Rule = Rule {
                id: $id, severity: $severity, summary: $summary, why: $why, remedy: $remedy,
            };
        )*
        /// Every rule, in the order of the work.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    FILE_MISSING "file-missing" Error
        "A file that is named must be there."
        "A page without its story, picture or face cannot be made up."
        "Correct the path, which is taken from the folder of the file that names it, or supply the file."
    PATH_OUTSIDE "path-outside" Error
        "A path stays inside the project."
        "A desk's files must not be able to read or name what lies outside the paper's folder."
        "Move the file into the paper's folder and name it from there."
    FONT_CATALOGUE "font-catalogue" Error
        "fonts.toml lists the faces as [[face]] tables."
        "Styles can only name faces that the catalogue knows."
        "Mend the entry; see fonts/README.md for the keys."
    FONT_UNREADABLE "font-unreadable" Error
        "A face can be read, is static, and may be embedded."
        "A page set with a broken face prints holes."
        "Replace the file by an OpenType or TrueType face whose licence allows embedding."
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
        "Boxes, and columns other than the basic ones, go with rectangles."
        "A box around a stepped area would cross its neighbours, and other columns do not meet at its steps."
        "Draw the area as a rectangle, or take away its `box` or `columns`."
    AREA_TOO_NARROW "area-too-narrow" Error
        "An area divides into its columns inside its box, each at least one character wide."
        "Text cannot be set in a column without width; other columns than were asked for are not what was meant."
        "Give the area fewer columns or more width."
    PICTURE_UNPLACED "picture-unplaced" Error
        "Every picture of a story stands on the page."
        "A picture that is named in the copy and not printed is lost."
        "Give it an area of its own, or take it out of the story."
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
        "A story fills its area to the last line (standards M11)."
        "A hole at the foot of a story is seen at arm's length."
        "Lengthen the copy by the lines that are named, enlarge its picture, or let the band be solved."
    WIDOW "widow" Warning
        "The last line of a paragraph does not stand alone at a column top (standards A9)."
        "It looks like a fault of the paste-up."
        "Add or cut a few words in the paragraph."
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
    ORPHAN "orphan" Warning
        "A paragraph begins with as many lines at a column foot as the layout asks for (standards A9)."
        "A first line alone at the foot is read as the end of what stands over it."
        "Add or cut a line before the paragraph, or set `orphans = 1` in [compose]."
    RAGGED_FEET "ragged-feet" Warning
        "Columns of one story end on the same line (standards M1)."
        "Uneven feet make the page look unfinished."
        "Move the subhead or change the copy before it by a line."
    JUMP_NOT_NEEDED "jump-not-needed" Error
        "A story jumps only when it does not fit where it begins (standards B8)."
        "The area on the other page would stay empty."
        "Take the jump out, or shorten the first area."
    JUMP_TOO_SHORT "jump-too-short" Error
        "Each part of a jumped story has its least number of lines (standards B8)."
        "Nobody turns the page for three lines."
        "Move the cut by the height of the area, or set the story whole."
    TEXT_LOST "text-lost" Error
        "All text that was read is on a page, once and in order."
        "A lost sentence is the worst fault a paper can print."
        "Do not print; report it with the files of the edition."
    TEXT_ENCODING "text-encoding" Error
        "Text files are UTF-8."
        "A byte that is not UTF-8 could be any character, and a guess would print the wrong one."
        "Save the file as UTF-8: `iconv -f GB18030 -t UTF-8 old.md > new.md` for copy from an older system."
    TOML_SYNTAX "toml-syntax" Error
        "Layouts, editions and front matter are TOML."
        "What follows a broken line cannot be understood for certain."
        "Mend the line: text in quotes, lists in [ ], one `key = value` a line, no key twice."
    KEY_UNKNOWN "key-unknown" Error
        "Every key of a table means something."
        "A misspelt key would be passed over in silence and the page would not be as it was asked for."
        "Correct the spelling or delete the line; the keys stand in layouts/README.md, src/edition/README.md and src/story/README.md."
    KEY_MISSING "key-missing" Error
        "What a table cannot do without is there."
        "The engine does not guess the name of a paper, the size of its sheet or the file of a picture."
        "Add the key that is named."
    WRONG_TYPE "wrong-type" Error
        "A key has the kind of value that it asks for."
        "A number in quotes, or one word where a list is asked, is mostly a slip that means something else."
        "Write the value as the message says: `lines = 116`, `size = \"9pt\"`, `head = [\"one\", \"two\"]`."
    WRONG_UNIT "wrong-unit" Error
        "A length is a string with its unit; characters and lines are bare numbers."
        "9 could be points, millimetres or Q; only the desk knows which."
        "Write \"9pt\", \"390mm\", \"12Q\", \"1in\", or \"2.5em\" where a multiple of the body size is allowed."
    BAD_VALUE "bad-value" Error
        "A value is one that can be printed."
        "A figure out of its range is a slip more often than a wish, and the page would come out wrong far from it."
        "Choose a value inside the range or from the list in the message."
    EXTENDS_LOOP "extends-loop" Error
        "A layout does not extend itself, directly or through others."
        "Each of the files would wait for the other."
        "Take out one `extends` of the chain that is named."
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
    GRID_DIVISION "grid-division" Error
        "Columns have room for whole characters (standards B3)."
        "A column that is not a whole number of characters wide breaks the grid of the page."
        "Choose another number of columns, or say where the remainder goes: remainder = \"gutter\" or \"column\"."
    GRID_MARGIN "grid-margin" Error
        "The type area (版心) lies inside the trimmed sheet."
        "What stands outside the trim is not printed."
        "Take fewer characters, columns or lines, or a larger sheet; the message has both widths."
    STORY_FRONT_MATTER "story-front-matter" Error
        "A story begins with its head parts in TOML between two lines of +++."
        "Without them the head of the story is unknown."
        "Begin the file with +++, then head = \"...\", then +++ and the text."
    STORY_HEAD "story-head" Error
        "A head has one to three lines, and each says something (standards B6)."
        "More than three lines of head leave no room for the story, and an empty line is mostly a slip."
        "Shorten the head, or move a line to kicker or deck."
    STORY_EMPTY "story-empty" Error
        "A story has at least one paragraph."
        "An area without text is a hole in the page."
        "Write the text after the second +++."
    SIGN_OFF "sign-off" Error
        "A sign-off record is JSON Lines as `banxin build --sign FILE` writes it."
        "Lines that are to stay where they are must be known for certain."
        "Take the record that was written when the pages were signed, or set the edition without --hold."
    STORY_MARKUP "story-markup" Error
        "The text of a story knows paragraphs, ## subheads, **bold** and *emphasis*."
        "Other marks of Markdown have no place in a column and would be printed as they stand."
        "Write it as the message says; put a backslash before a mark that is meant as itself."
    STORY_SPAN "story-span" Error
        "Marks beside characters are written as [words]{.dot}, {.name}, {.title}, {.combined} or {ruby=\"…\"}."
        "A span that is not understood would print its brackets, or leave the mark out in silence."
        "Write it as the message says: `[李白]{.name}`, `[北京]{ruby=\"běi jīng\"}`; `\\[` is a bracket that is printed."
    STORY_CONTROL "story-control" Warning
        "Copy has no control characters."
        "They come with text from other systems, cannot be seen, and can turn the order of the characters round."
        "They were left out; type the place anew if something is missing there."
    STORY_QUOTE "story-quote" Warning
        "Straight quotes come in pairs."
        "Which way a single one turns cannot be known, so none of its paragraph was changed."
        "Type the quotes as “ and ” at the place, or supply the missing one."
    STORY_BRACKET "story-bracket" Warning
        "Brackets come in pairs."
        "A bracket without its partner mostly means that copy was cut away."
        "Supply the other bracket, or delete this one."
    STORY_DOTS "story-dots" Warning
        "An ellipsis is …… and a dash is —— (standards A1, GB/T 15834)."
        "Three full stops or two hyphens are not kept together and not set at the right width."
        "Type …… or ——; they are not changed for you because they may stand in an address or a code."
    STORY_STOP "story-stop" Warning
        "A Chinese sentence ends with 。"
        "An ASCII full stop after a Han character is mostly a slip of the keyboard."
        "Type 。; it is not changed for you because it may stand in a number or a name."
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
    FACE_UNKNOWN "face-unknown" Error
        "Styles name faces of the catalogue."
        "Only catalogued faces are ever opened; another would be missing on the plate."
        "Use an id or alias of fonts.toml, or add the face there."
    PICTURE_UNREADABLE "picture-unreadable" Error
        "A picture is a JPEG or PNG whose header can be read."
        "A picture that cannot be read leaves a white hole on the plate."
        "Export the picture again as JPEG or PNG."
    PROFILE_UNREADABLE "profile-unreadable" Error
        "The output profile is an ICC profile of a printing process in CMYK, the picture profile one of RGB."
        "Without it no colour can be brought to the press."
        "Name a .icc file of the right kind, such as icc/newsprint-cgats-tr002.icc."
    OVERSET_AREA "overset-area" Error
        "All the text of a story is placed (standards M11)."
        "Text that does not fit would be lost on the plate."
        "Cut the copy by the lines that are named, enlarge the area, or give the area a jump."
}

/// The rule with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.id == id).copied()
}

#[cfg(test)]
mod tests {
    use super::{ALL, Severity};

    #[test]
    fn ids_are_kebab_case_and_unique() {
        let mut ids: Vec<_> = ALL.iter().map(|rule| rule.id).collect();
        assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
        assert!(ALL.iter().all(|rule| rule.severity >= Severity::Note && !rule.remedy.is_empty()));
    }
}
