"""One piece of work for two engines: the same copy, faces, measures and columns, as a banxin project
and as a Typst source.

The copy is that of samples/yunting, sentence by sentence in an order drawn by a fixed rule, so that
no paragraph stands twice. A page is 390 x 545 mm, 8 columns of 13 characters at 9 pt, 106 lines of
13 pt, cut into 8 modules; each holds one story under a head of 28 pt with kicker, deck and byline.
"""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

# Sheet and grid, in points; the gutter is one character.
SIZE, PITCH, CHARS, COLUMNS, LINES = 9, 13, 13, 8, 106
GUTTER = SIZE
COLUMN = CHARS * SIZE
TRIM = ("390mm", "545mm")
TOP = "28mm"

# Letter of the module: first column, columns, first line, lines. The last line of a module is white.
MODULES = {
    "A": (0, 5, 0, 27), "B": (5, 3, 0, 27),
    "C": (0, 3, 27, 26), "D": (3, 5, 27, 26),
    "E": (0, 4, 53, 27), "F": (4, 4, 53, 27),
    "G": (0, 5, 80, 26), "H": (5, 3, 80, 26),
}
BANDS = (27, 26, 27, 26)
DRAWN = ("AAAAABBB", "CCCDDDDD", "EEEEFFFF", "GGGGGHHH")

# What stands over a story takes this many lines in banxin; Typst is given a box of the same height.
HEAD_LINES = 8
DATELINE = "本报讯（记者　裴见山）"
BYLINE = "□　沈苇舟"

FACES = ("NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf", "NotoSansCJKsc-Bold.news.otf")


class Dice:
    """Numbers that look drawn and are always the same."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit


def sentences():
    """Every sentence of the sample's stories, without markup."""
    found = []
    for path in sorted((ROOT / "samples/yunting/stories").glob("*.md")):
        for paragraph in path.read_text(encoding="utf-8").split("+++")[-1].splitlines():
            if paragraph and not paragraph.startswith("#"):
                # Words with dots, lines or readings are plain words here: Typst has no such spans.
                plain = re.sub(r"\[([^\]]*)\]\{[^}]*\}", r"\1", paragraph)
                plain = re.sub(r"[*\\]", "", plain)
                found += re.findall(r"[^。！？]+[。！？]", plain)
    # A quotation that was cut apart would leave half a pair behind.
    pairs = ("“”", "‘’", "（）", "《》")
    whole = lambda text: all(text.count(opening) == text.count(closing) for opening, closing in pairs)
    return [text.strip() for text in found if whole(text) and 12 <= len(text.strip()) <= 120]


def clause(dice, stock, least, most):
    """A clause of a sentence for a head: Han characters only."""
    while True:
        for part in re.split(r"[，。；：！？]", stock[dice.below(len(stock))]):
            if least <= len(part) <= most and re.fullmatch(r"[\u4e00-\u9fff]+", part):
                return part


class Story:
    """Head parts, and sentences enough to cut the text to any length that a module can hold."""

    def __init__(self, name, seed, stock):
        dice = Dice(seed)
        self.name = name
        self.kicker = clause(dice, stock, 8, 14)
        self.head = clause(dice, stock, 8, 11)
        self.deck = clause(dice, stock, 10, 16)
        self.pool, self.turns = [], []
        while sum(map(len, self.pool)) < 2000:
            self.pool.append(stock[dice.below(len(stock))])
            self.turns.append(dice.below(3) == 0)
        self.length = 0

    def paragraphs(self):
        """The text, cut to `length` characters; the last sentence is closed again."""
        text, left = [""], self.length
        for sentence, turn in zip(self.pool, self.turns):
            if left <= 1:
                break
            piece = sentence if len(sentence) <= left else re.sub(r"[^\u4e00-\u9fff]", "", sentence[: left - 1]) + "。"
            text[-1] += piece
            left -= len(sentence)
            if turn and left > 40:
                text.append("")
        return [paragraph for paragraph in text if paragraph]


def stories(pages):
    """Eight stories a page, each cut to about what its module holds."""
    stock = sentences()
    made = []
    for page in range(1, pages + 1):
        for place, (letter, (_, columns, _, lines)) in enumerate(MODULES.items()):
            story = Story(f"p{page}-{letter.lower()}", page * 100 + place, stock)
            story.length = int(columns * (lines - HEAD_LINES - 1) * CHARS * 0.9)
            made.append(story)
    return made


def write_banxin(folder, copy):
    """edition.toml, one layout and the stories; faces and profiles are copies of the repository's."""
    for name in ("stories", "layouts"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name in ("fonts", "icc"):
        if not (folder / name).exists():
            shutil.copytree(ROOT / name, folder / name)  # links do not lead out of a project
    for story in copy:
        front = f'kicker = "{story.kicker}"\nhead = "{story.head}"\ndeck = "{story.deck}"\n'
        front += f'dateline = "{DATELINE}"\nbyline = "{BYLINE}"\n'
        body = "\n\n".join(story.paragraphs())
        (folder / f"stories/{story.name}.md").write_text(f"+++\n{front}+++\n\n{body}\n", encoding="utf-8")
    (folder / "layouts/page.toml").write_text(layout(), encoding="utf-8")
    pages = sorted({int(story.name[1:-2]) for story in copy})
    parts = ['fonts = "fonts"\nprofile = "icc/newsprint-cgats-tr002.icc"\n']
    parts.append('[paper]\nname = "云汀日报"\nnumber = "CN 00-0000"\n[issue]\ndate = 2026-11-23\nnumber = 3187\n')
    for page in pages:
        places = "\n".join(f'{letter} = "p{page}-{letter.lower()}"' for letter in MODULES)
        parts.append(f'[[page]]\nnumber = {page}\nname = "综合新闻"\nlayout = "layouts/page.toml"\n[page.place]\n{places}\n')
    (folder / "edition.toml").write_text("\n".join(parts), encoding="utf-8")


def layout():
    styles = {
        "body": ("song", None), "dateline": ("hei-bold", None), "byline": ("hei", None),
        "kicker": ("hei", "14pt"), "deck": ("hei", "14pt"), "head": ("hei-bold", "28pt"),
    }
    text = f'name = "bench"\n[sheet]\ntrim = ["{TRIM[0]}", "{TRIM[1]}"]\ntop = "{TOP}"\n'
    text += f'[grid]\ntype = "{SIZE}pt"\npitch = "{PITCH}pt"\nchars = {CHARS}\ncolumns = {COLUMNS}\nlines = {LINES}\n'
    text += f"gutter = 1\n[map]\nrows = {list(BANDS)}\n" + 'draw = """\n' + "\n".join(DRAWN) + '\n"""\n'
    for letter in MODULES:
        text += f'[area.{letter}]\nrole = "story"\nrank = "third"\nhead = "28pt"\n'
    for role, (face, size) in styles.items():
        text += f'[style.{role}]\nface = "{face}"\n' + (f'size = "{size}"\n' if size else "")
    return text


TYPST_HEAD = """\
#set page(width: %s, height: %s, margin: (top: %s, bottom: 0pt, left: %s, right: 0pt))
#set text(font: "Noto Serif SC", size: %dpt, lang: "zh", region: "cn", top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: %dpt, spacing: %dpt, first-line-indent: (amount: 2em, all: true))
#let sans(size, body) = text(font: "Noto Sans SC", size: size, body)
#let bold(size, body) = text(font: "Noto Sans CJK SC", weight: "bold", size: size, body)
#let module(x, y, width, head-height, height, columns-in-it, kicker, head, deck, byline, body) = place(
  top + left, dx: x, dy: y, block(width: width, {
    block(height: head-height, width: 100%%, below: 0pt, {
      set align(center)
      set par(first-line-indent: 0pt, spacing: 8pt, justify: false)
      sans(14pt, kicker); parbreak()
      bold(28pt, head); parbreak()
      sans(14pt, deck); parbreak()
      sans(9pt, byline)
    })
    block(height: height, width: 100%%, columns(columns-in-it, gutter: %dpt, body))
  }))
"""


def write_typst(folder, copy):
    """One file; Typst gets a folder of fonts that holds the three faces that are used and no other."""
    fonts = folder / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        if not (fonts / face).exists():
            shutil.copy(ROOT / "fonts" / face, fonts / face)
    width = COLUMNS * COLUMN + (COLUMNS - 1) * GUTTER
    left = f"(390mm - {width}pt) / 2"
    text = TYPST_HEAD % (*TRIM, TOP, left, SIZE, PITCH - SIZE, PITCH - SIZE, GUTTER)
    for at, story in enumerate(copy):
        if at and at % len(MODULES) == 0:
            text += "#pagebreak()\n"
        first, columns, line, lines = MODULES[story.name[-1].upper()]
        x, measure = first * (COLUMN + GUTTER), columns * (COLUMN + GUTTER) - GUTTER
        depth = (lines - HEAD_LINES - 1) * PITCH
        parts = "".join(f"[{part}]," for part in (story.kicker, story.head, story.deck, BYLINE))
        body = f"#bold(9pt)[{DATELINE}　]" + "\n\n".join(story.paragraphs())
        body = body.replace("\\", "\\\\").replace("$", "\\$").replace("@", "\\@").replace("_", "\\_")
        text += f"#module({x}pt, {line * PITCH}pt, {measure}pt, {HEAD_LINES * PITCH}pt, {depth}pt, {columns}, {parts})[{body}]\n"
    (folder / "in.typ").write_text(text, encoding="utf-8")
