//! A small paper on disk: its pages, stories and pictures, written from a few words.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use banxin::diag::{Diagnostic, Warned};
use banxin::edition::{self, Edition};
use banxin::makeup::Night;

/// Common characters; a text goes through them in turn, so that every place in it is known again.
const HAN: &str = "天地日月山水风云春夏秋冬东西南北花草树木江河湖海金银铜铁石玉米面油盐酱茶酒肉鱼鸟虫马牛羊犬人口手足耳目心头\
                   父母兄弟姐妹大小多少上下左右前后里外高低长短远近新旧开关来去出入坐立走跑读写说听看想工农商学";

/// The layout beneath every page: 4 columns of 8 characters, 24 lines, heads of two cells. What a page of two areas can
/// hardly keep (碰题, 通缝 and the like) is not said, unless a case asks for it.
pub(crate) const BASE: &str = r#"
[sheet]
trim = ["150mm", "140mm"]
top = "15mm"

[grid]
type = "9pt"
pitch = "12pt"
chars = 8
columns = 4
lines = 24

[heads]
ladder = ["18pt", "13.5pt", "9pt"]
white = 1
lead = { head = "18pt", least = "9pt", kicker = "9pt", deck = "9pt" }
second = { head = "18pt", least = "9pt", kicker = "9pt", deck = "9pt" }
third = { head = "18pt", least = "9pt", kicker = "9pt", deck = "9pt" }
short = { head = "18pt", least = "9pt", kicker = "9pt", deck = "9pt" }

[notes]
to = "（转{n}版）"
from = "（接{n}版）"

[fit]
heads = "fixed"

[checks]
M2 = "off"
M3 = "off"
M5 = "off"
M8 = "off"
same_rank = "off"
rank_order = "off"

[style.nameplate]
size = "36pt"

[style.subhead]
size = "9pt"

[style.flag]
size = "18pt"

[style.caption]
size = "9pt"
pitch = "12pt"

[style.quote]
size = "9pt"
pitch = "12pt"

[style.imprint]
size = "6pt"
"#;

/// The folder that all papers of one test run share: faces and profiles lie in it, so it is their project.
static PROJECT: LazyLock<PathBuf> = LazyLock::new(|| {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let project = Path::new(env!("CARGO_TARGET_TMPDIR")).join("makeup");
    for folder in ["fonts", "icc"] {
        fs::create_dir_all(project.join(folder)).expect("folder");
    }
    let lend = |from: &str, to: &str| {
        let (from, to) = (home.join(from), project.join(to));
        let size = |path: &Path| fs::metadata(path).map(|data| data.len()).ok();
        if size(&from) != size(&to) {
            fs::copy(&from, &to).expect("copied");
        }
    };
    lend("fonts/PressKaiSC-Regular.ttf", "fonts/PressKaiSC-Regular.ttf");
    lend("tests/read/base/fonts/fonts.toml", "fonts/fonts.toml");
    lend("icc/newsprint-cgats-tr002.icc", "icc/press.icc");
    lend("icc/sRGB.icc", "icc/sRGB.icc");
    project
});

/// A page to be: its layout over [`BASE`] and what is placed.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageSpec {
    /// `[map]`, `[area.X]` and whatever else the layout says.
    pub(crate) layout: String,
    /// Letter and words of each place, in order.
    pub(crate) places: Vec<(char, String)>,
    /// What else `[[page]]` says.
    pub(crate) more: String,
}

/// A jump: `p1-A 1A 2B` and the characters of its head.
#[derive(Clone, Debug, Default)]
pub(crate) struct JumpSpec {
    pub(crate) story: String,
    pub(crate) from: (u16, char),
    pub(crate) to: (u16, char),
    /// Characters of its head; nothing is said of it if it is left out.
    pub(crate) head: Option<usize>,
    /// What else `[[jump]]` says.
    pub(crate) more: String,
}

/// A paper to be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paper {
    pub(crate) pages: Vec<PageSpec>,
    pub(crate) jumps: Vec<JumpSpec>,
    /// Stories that have no place of their own, and their words.
    pub(crate) spares: Vec<(String, String)>,
}

/// A text of `count` characters from place `from` of the circle on; with `every`, each such character is a comma,
/// and the last a full stop.
pub(crate) fn text(from: usize, count: usize, every: Option<usize>) -> String {
    let circle: Vec<char> = HAN.chars().collect();
    let character = |at: usize| match every {
        Some(_) if at + 1 == count => '。',
        Some(every) if at % every == every - 1 && at + 2 < count => '，',
        _ => circle[(from + at) % circle.len()],
    };
    (0..count).map(character).collect()
}

impl Paper {
    /// Writes the paper, reads it as the program does, and makes it up.
    pub(crate) fn run(&self) -> Result<(Edition, Warned<Night>), Vec<Diagnostic>> {
        let edition = self.on_disk(|folder| edition::load(&folder.join("edition.toml")))?.value;
        let night = banxin::build(&edition);
        Ok((edition, night))
    }

    /// Works on the folder of the paper, which is gone afterwards.
    pub(crate) fn on_disk<T>(&self, work: impl FnOnce(&Path) -> T) -> T {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let folder = PROJECT.join(name);
        fs::create_dir_all(folder.join("stories")).expect("folder");
        self.write(&folder);
        let done = work(&folder);
        fs::remove_dir_all(&folder).expect("removed");
        done
    }

    fn write(&self, folder: &Path) {
        let mut edition = String::from(concat!(
            "fonts = \"../fonts\"\nprofile = \"../icc/press.icc\"\n[paper]\nname = \"试报\"\nnumber = \"CN 00-0000\"\n",
            "imprint = [\"试报社主办\"]\n[issue]\ndate = 2026-11-23\nnumber = 1\n",
        ));
        fs::write(folder.join("base.toml"), BASE).expect("written");
        let mut next = 1;
        for page in &self.pages {
            let number = next;
            // A spread takes two numbers.
            next += if page.layout.contains("[spread]") { 2 } else { 1 };
            let layout = format!("extends = \"base.toml\"\n{}", page.layout);
            fs::write(folder.join(format!("page{number}.toml")), layout).expect("written");
            let _ = write!(
                edition,
                "[[page]]\nnumber = {number}\nname = \"版\"\nlayout = \"page{number}.toml\"\n{}\n[page.place]\n",
                page.more
            );
            for (letter, words) in &page.places {
                let placed = place(folder, number, *letter, words);
                let _ = writeln!(edition, "{letter} = {placed}");
            }
        }
        for (name, words) in &self.spares {
            let all: Vec<(&str, &str)> =
                words.split_whitespace().map(|word| word.split_once('=').unwrap_or((word, ""))).collect();
            fs::write(folder.join(format!("stories/{name}.md")), story(folder, name, &all)).expect("written");
        }
        for JumpSpec { story, from, to, head, more } in &self.jumps {
            let spot = |(page, area): &(u16, char)| format!("{{ page = {page}, area = \"{area}\" }}");
            let (from, to) = (spot(from), spot(to));
            let _ = write!(edition, "[[jump]]\nstory = \"{story}\"\nfrom = {from}\nto = {to}\n{more}\n");
            match head {
                Some(0) => edition.push_str("head = false\n"),
                Some(head) => drop(writeln!(edition, "head = \"{}\"", text(40, *head, None))),
                None => {}
            }
        }
        fs::write(folder.join("edition.toml"), edition).expect("written");
    }
}

/// Numbers in `4`, `40x20`, `40/7`.
fn numbers(value: &str) -> Vec<usize> {
    value.split(['x', '/']).map(|number| number.parse().expect("a number")).collect()
}

/// What `edition.toml` says of one place; its files are written.
fn place(folder: &Path, page: u16, letter: char, words: &str) -> String {
    let all: Vec<(&str, &str)> =
        words.split_whitespace().map(|word| word.split_once('=').unwrap_or((word, ""))).collect();
    let of = |count: &str| text(usize::from(page) * 7, numbers(count)[0], None);
    let value = |key: &str| all.iter().find(|word| word.0 == key).map(|word| word.1);
    match all.first().copied().unwrap_or_default() {
        ("flag", count) => format!("{{ flag = [\"{}\"] }}", of(count)),
        ("ear", count) => format!("{{ ear = [{{ data = \"A\", caption = \"{}\" }}] }}", of(count)),
        ("pointers", story) => format!("{{ pointers = [{{ head = \"{}\", story = \"{story}\" }}] }}", of("6")),
        ("ad", _) => "{ ad = true }".to_owned(),
        ("picture", size) => {
            let file = png(folder, &format!("{page}{letter}"), size);
            let caption = value("cap").map(|count| format!(", caption = \"{}\"", of(count))).unwrap_or_default();
            let focus = value("focus").map(|edges| format!(", focus = {:?}", numbers(edges))).unwrap_or_default();
            format!("{{ picture = \"{file}\"{caption}{focus} }}")
        }
        ("note", count) => {
            let lines = all.iter().filter(|word| word.0 == "p").map(|word| format!("\"{}\"", of(word.1)));
            format!("{{ note = \"{}\", lines = [{}] }}", of(count), lines.collect::<Vec<_>>().join(", "))
        }
        _ => {
            let name = format!("p{page}-{letter}");
            // Orders stand in the edition.
            let copy: Vec<(&str, &str)> = all.iter().filter(|word| !ORDERS.contains(&word.0)).copied().collect();
            fs::write(folder.join(format!("stories/{name}.md")), story(folder, &name, &copy)).expect("written");
            orders(folder, &name, &all)
        }
    }
}

/// Words that are orders.
const ORDERS: [&str; 5] = ["cut", "drop", "picture_lines", "size", "filler"];

/// What is ordered for a story: `cut=3 drop=deck picture_lines=14 size=9pt`.
fn orders(folder: &Path, name: &str, words: &[(&str, &str)]) -> String {
    let ads = words.iter().enumerate().filter_map(|(at, (key, size))| match *key {
        "ad" => Some(format!("\"{}\"", png(folder, &format!("{name}-ad{at}"), size))),
        "hole" => Some("true".to_owned()),
        _ => None,
    });
    let ads: Vec<String> = ads.collect();
    let ads = if ads.is_empty() { String::new() } else { format!(", ads = [{}]", ads.join(", ")) };
    let order = |(key, value): &(&str, &str)| match *key {
        "cut" => Some(format!(", cut = {value}")),
        "drop" => Some(format!(", drop = \"{value}\"")),
        "picture_lines" => Some(format!(", picture_lines = [{value}]")),
        "size" => Some(format!(", head = \"{value}\"")),
        "filler" => Some(format!(", filler = \"{value}\"")),
        _ => None,
    };
    let orders: String = words.iter().filter_map(order).chain([ads]).collect();
    if orders.is_empty() { format!("\"{name}\"") } else { format!("{{ story = \"{name}\"{orders} }}") }
}

/// A story file: `stops=300/25` is a paragraph with a full stop every 25 characters, `mix=500` is a paragraph with bold runs, `dots=20` one with dots, `both=20` with a name too,
/// `lost=20` one with a character that no face has; `head=4 short=3 kicker=5 deck=6 byline=4 end=4 credit=3 summary=20 pic=40x20 cap=6 p=40 p=40/7 sub=4`;
/// `focus=20/0/80/70` of the picture before it, `bold-cap=4` of which half is bold, `quote=12`, `box=4x30` with a head of four characters; `ad=40x20` and
/// `hole` are advertisements in its area.
fn story(folder: &Path, name: &str, words: &[(&str, &str)]) -> String {
    let (mut front, mut pictures, mut body, mut quotes) = (String::new(), String::new(), String::new(), Vec::new());
    let mut at = 0;
    for (key, value) in words {
        let count = if value.is_empty() { Vec::new() } else { numbers(value) };
        let words = |from: usize| text(from, count[0], count.get(1).copied());
        match *key {
            "p" | "sub" => {
                let mark = if *key == "sub" { "## " } else { "" };
                let _ = write!(body, "{mark}{}\n\n", words(at));
                at += count[0];
            }
            // A full stop every so many characters.
            "stops" => {
                let every = count[1];
                let stop = |(at, c)| if at % every == every - 1 || at + 1 == count[0] { '。' } else { c };
                let _ =
                    write!(body, "{}\n\n", text(at, count[0], None).chars().enumerate().map(stop).collect::<String>());
                at += count[0];
            }
            "mix" | "dots" | "both" => {
                let _ = write!(body, "{}\n\n", marked(key, &words(at)));
                at += count[0];
            }
            // The fifth character is in no face.
            "lost" => {
                let all: String = words(at).chars().enumerate().map(|(at, c)| if at == 4 { '𪛖' } else { c }).collect();
                let _ = write!(body, "{all}\n\n");
                at += count[0];
            }
            "pic" => {
                let file = png(folder, &format!("{name}-{}", pictures.len()), value);
                let _ = write!(pictures, "[[picture]]\nfile = \"{file}\"\n");
            }
            "bold-cap" => {
                let _ = writeln!(pictures, "caption = \"**{}**{}\"", words(20), words(30));
            }
            "cap" => {
                let _ = writeln!(pictures, "caption = \"{}\"", words(20));
            }
            "focus" => {
                let _ = writeln!(pictures, "focus = {count:?}");
            }
            "quote" => quotes.push(format!("\"{}\"", words(60))),
            "box" => {
                let _ =
                    write!(pictures, "[[box]]\nhead = \"{}\"\nlines = [\"{}\"]\n", words(70), text(80, count[1], None));
            }
            // What the edition says of the place.
            "ad" | "hole" => {}
            "end" => {
                let _ = write!(front, "byline = \"{}\"\nbyline_at = \"end\"\n", words(30));
            }
            "kicker" | "head" | "short" | "deck" | "byline" | "credit" | "summary" => {
                let _ = writeln!(front, "{key} = \"{}\"", words(key.len() * 9));
            }
            other => panic!("a story has no `{other}`"),
        }
    }
    let head = if front.contains("head = ") { "" } else { "head = \"题\"\n" };
    if !quotes.is_empty() {
        let _ = writeln!(front, "quote = [{}]", quotes.join(", "));
    }
    format!("+++\n{head}{front}{pictures}+++\n\n{body}")
}

/// A paragraph with marks.
fn marked(kind: &str, text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    let part = |range: std::ops::Range<usize>| all[range].iter().collect::<String>();
    match kind {
        // Every other seven characters are bold.
        "mix" => {
            let part = |(index, part): (usize, &[char])| {
                let part: String = part.iter().collect();
                if index % 2 == 1 { format!("**{part}**") } else { part }
            };
            all.chunks(7).enumerate().map(part).collect()
        }
        // The fifth to the eighth character have dots, and the next four are a name.
        _ => {
            let name = if kind == "both" { "[".to_owned() + &part(8..12) + "]{.name}" } else { part(8..12) };
            format!("{}[{}]{{.dot}}{name}{}", part(0..4), part(4..8), part(12..all.len()))
        }
    }
}

/// A grey picture of the size `40x20`.
fn png(folder: &Path, name: &str, size: &str) -> String {
    let (width, height) = (numbers(size)[0], numbers(size)[1]);
    let (width, height) = (u32::try_from(width).expect("small"), u32::try_from(height).expect("small"));
    let file = format!("{name}.png");
    image::GrayImage::from_pixel(width, height, image::Luma([128])).save(folder.join(&file)).expect("written");
    file
}
