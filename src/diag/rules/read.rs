//! Rules of reading files: TOML, stories, faces, pictures.

use super::Rule;
use crate::diag::Severity::{Error, Warning};

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
}
