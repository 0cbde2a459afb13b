//! A page as letters: one for each character cell of the grid.
//!
//! | letter | stands for |
//! |---|---|
//! | `A` | running text of area A |
//! | `a` | its head: every line over the text, and the text of flags, ears, pointers, nameplates |
//! | `=` | a subhead |
//! | `-` | a byline or credit at the end |
//! | `#` | a picture, or the modules of a QR code |
//! | `~` | a caption |
//! | `"` | a pull quote |
//! | `+` | a fact box |
//! | `>` `<` | the note of a jump: on it goes, here it comes from |
//! | `.` | white |
//! | `!` | two things in one cell |

use banxin::geom::{Em, Length, Point, Rect, WritingMode};
use banxin::layout::Grid;
use banxin::page::{GlyphRun, Item, Page};
use banxin::style::Role;

/// The page, line by line.
pub(crate) fn draw(page: &Page, grid: &Grid) -> String {
    let mut canvas = Canvas::new(grid);
    for item in &page.items {
        match item {
            Item::Glyphs(run) => canvas.run(run),
            Item::Picture(placed) => canvas.fill(placed.rect, '#'),
            // Tints are grounds; the modules of a QR code are small and black.
            Item::Fill(fill) if fill.rect.h < grid.size => canvas.fill_soft(fill.rect, '#'),
            // Marks beside characters have no cell of their own.
            Item::Fill(_) | Item::Rule(_) | Item::Dot(_) | Item::Wave(_) => {}
        }
    }
    canvas.finish()
}

struct Canvas<'a> {
    grid: &'a Grid,
    cells: Vec<Vec<char>>,
    /// Punctuation: half of it is white and may lie over its neighbour, so it is drawn last.
    marks: Vec<(Rect, char)>,
}

impl<'a> Canvas<'a> {
    fn new(grid: &'a Grid) -> Self {
        let width = grid.type_area().w.div_ceil(grid.size);
        let row = vec!['.'; usize::try_from(width).expect("a type area")];
        Self { grid, cells: vec![row; usize::from(grid.lines)], marks: Vec::new() }
    }

    fn run(&mut self, run: &GlyphRun) {
        let letter = run.of.area;
        let mark = match run.role {
            Role::Body | Role::Strong | Role::Emphasis | Role::Dateline => letter,
            Role::Subhead => '=',
            Role::Caption => '~',
            Role::Quote => '"',
            Role::Box | Role::BoxHead => '+',
            Role::JumpNote if run.text.contains('转') || run.text.contains("on") && !run.text.contains("from") => '>',
            Role::JumpNote => '<',
            Role::Credit => '-',
            _ => letter.to_ascii_lowercase(),
        };
        for (at, glyph) in run.glyphs.iter().enumerate() {
            if run.text[glyph.text.start as usize..glyph.text.end as usize].trim().is_empty() {
                continue;
            }
            let rect = self.cell(run, at);
            let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
            if text.chars().any(char::is_alphanumeric) {
                self.fill(rect, mark)
            } else {
                self.marks.push((rect, mark))
            };
        }
    }

    /// The box of a glyph: from its origin to the next, at most an em, and an em across the line.
    fn cell(&self, run: &GlyphRun, at: usize) -> Rect {
        let (size, glyph) = (run.size, &run.glyphs[at]);
        // The scale of an upright vertical run narrows its glyphs alone.
        let upright = run.writing == WritingMode::Vertical;
        let scale = if upright { 1000 } else { i64::from(run.scale.0) };
        let place = |em: Em| em.at(size).scaled(scale, 1000);
        let next = run.glyphs.get(at + 1).map_or(size.scaled(scale, 1000), |next| place(next.x - glyph.x)).min(size);
        let (along, Point { x, y }) = (place(glyph.x), run.origin);
        match (upright, run.turned) {
            (true, _) => Rect::new(x - size / 2, y + along, size, next),
            // The em box 880/−120 lies on its side.
            (false, true) => Rect::new(x - size.scaled(120, 1000), y + along, size, next),
            (false, false) => self.snapped(Rect::new(x + along, y - size.scaled(880, 1000), next, size)),
        }
    }

    /// Small type off the grid, such as a caption, goes to the line that it is nearest to.
    fn snapped(&self, rect: Rect) -> Rect {
        if rect.h > self.grid.pitch {
            return rect;
        }
        let rise = rect.y + rect.h / 2 - self.grid.top - self.grid.size / 2 + self.grid.pitch / 2;
        let row = u16::try_from(rise.div_floor(self.grid.pitch).max(0)).unwrap_or(u16::MAX);
        Rect::new(rect.x, self.grid.line_top(row), rect.w, self.grid.size)
    }

    /// Marks the cells whose middle lies in a box.
    fn fill(&mut self, rect: Rect, mark: char) {
        self.mark(rect, |cell| if cell == '.' || cell == mark { mark } else { '!' });
    }

    /// Marks them if they are white.
    fn fill_soft(&mut self, rect: Rect, mark: char) {
        self.mark(rect, |cell| if cell == '.' { mark } else { cell });
    }

    fn mark(&mut self, rect: Rect, mark: impl Fn(char) -> char) {
        let half = self.grid.size / 2;
        for (row, line) in (0..).zip(&mut self.cells) {
            let y = self.grid.line_top(row) + half;
            if y < rect.y || y >= rect.bottom() {
                continue;
            }
            for (column, cell) in (0_i64..).zip(line.iter_mut()) {
                let x: Length = self.grid.left + self.grid.size * column + half;
                if x >= rect.x && x < rect.right() {
                    *cell = mark(*cell);
                }
            }
        }
    }

    fn finish(mut self) -> String {
        for (rect, mark) in std::mem::take(&mut self.marks) {
            self.fill_soft(rect, mark);
        }
        self.cells.into_iter().map(|line| line.into_iter().chain(['\n']).collect::<String>()).collect()
    }
}
