//! [`Memory`]: what an earlier run worked out, for a desk that changes a word and looks again.
//!
//! Everything is kept under a digest of all that it hangs on, so that a run with a memory gives what a run without one
//! gives: texts as shaped, paragraphs as composed at each measure, areas as priced and set at each height. What a run did not
//! ask for is gone after the next.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::fmt::{self, Debug, Write};
use std::hash::{Hash, Hasher};
use std::rc::Rc;
use std::sync::Arc;

use siphasher::sip128::{Hasher128, SipHasher24};

use super::fit::Priced;
use super::story::Fitted;
use crate::compose::{Galley, Measure, Prepared, Rules};
use crate::diag::Diagnostic;
use crate::edition::Edition;
use crate::font::FontBook;
use crate::layout::Layout;
use crate::page::Item;
use crate::shape::{ReadyFaces, ShapedText};

/// What something hangs on, in sixteen bytes.
pub(super) type Key = u128;

/// A digest being taken.
#[derive(Default)]
pub(super) struct Digest(SipHasher24);

impl Digest {
    /// Adds a value with all its parts: files count by path and content, see [`Source`](crate::diag::Source).
    pub(super) fn and(mut self, value: &(impl Hash + ?Sized)) -> Self {
        value.hash(&mut self.0);
        self
    }

    /// The same for what has parts that cannot be hashed, as it is written for programmers: slow where there is much text.
    pub(super) fn written(mut self, value: &impl Debug) -> Self {
        // Writing into a hash does not fail.
        let _written = write!(self, "{value:?}");
        self.0.write_u8(0xFF);
        self
    }

    /// The digest.
    pub(super) fn key(&self) -> Key {
        self.0.finish128().as_u128()
    }
}

impl Write for Digest {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

/// Values of this run and of the one before.
#[derive(Debug)]
struct Kept<T> {
    now: BTreeMap<Key, T>,
    before: BTreeMap<Key, T>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { now: BTreeMap::new(), before: BTreeMap::new() }
    }
}

impl<T: Clone> Kept<T> {
    fn turn(&mut self) {
        self.before = std::mem::take(&mut self.now);
    }

    fn get(&mut self, key: Key) -> Option<T> {
        if let Some(found) = self.now.get(&key) {
            return Some(found.clone());
        }
        let found = self.before.remove(&key)?;
        self.now.insert(key, found.clone());
        Some(found)
    }

    fn put(&mut self, key: Key, value: T) {
        self.now.insert(key, value);
    }
}

/// A text under some rules, with every galley that was set of it.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    prepared: OnceCell<Prepared>,
    galleys: RefCell<BTreeMap<(u32, Measure), Rc<Galley>>>,
}

impl Paragraph {
    /// The lines of its text from a unit on.
    pub(super) fn galley(&self, text: &ShapedText, rules: &Rules, unit: u32, measure: Measure) -> Rc<Galley> {
        if let Some(galley) = self.galleys.borrow().get(&(unit, measure)) {
            return Rc::clone(galley);
        }
        let prepared = self.prepared.get_or_init(|| Prepared::new(text, rules));
        let galley = Rc::new(prepared.compose(unit, measure));
        self.galleys.borrow_mut().insert((unit, measure), Rc::clone(&galley));
        galley
    }
}

/// An area as it was set.
pub(super) struct SetArea {
    /// Its lines.
    pub fitted: Rc<Fitted>,
    /// Its items.
    pub items: Vec<Item>,
    /// What is to be said of it.
    pub problems: Vec<Diagnostic>,
}

/// Heights that a price hangs on: see [`Extent::key`](super::solve::Extent::key).
pub(super) type HeightKey = (bool, Vec<u16>);

/// An area with its content.
#[derive(Default)]
pub(super) struct AreaMemory {
    /// What its cheapest way costs.
    pub priced: RefCell<BTreeMap<HeightKey, Rc<Priced>>>,
    /// What a way costs as it is set, by heights and offer.
    pub costs: RefCell<BTreeMap<(HeightKey, usize), i64>>,
    /// Its lines, mended: by its first line, its heights, and the choice.
    pub mended: RefCell<BTreeMap<Key, Rc<Fitted>>>,
    /// How it was set: by its first line, its heights, and the choice.
    pub set: RefCell<BTreeMap<Key, Rc<SetArea>>>,
}

/// What earlier runs worked out.
#[derive(Default)]
pub struct Memory {
    fonts: Option<Arc<FontBook>>,
    faces: OnceCell<Arc<ReadyFaces>>,
    /// Digests of this run's layouts, by where these lie.
    layouts: RefCell<BTreeMap<usize, Key>>,
    texts: RefCell<Kept<Arc<ShapedText>>>,
    paragraphs: RefCell<Kept<Rc<Paragraph>>>,
    areas: RefCell<Kept<Rc<AreaMemory>>>,
    /// After a sign-off lines hang on what was signed: nothing is taken from an earlier run.
    held: bool,
}

impl Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memory").finish_non_exhaustive()
    }
}

impl Memory {
    /// Begins a run.
    pub(super) fn begin(&mut self, edition: &Edition) {
        let same = self.fonts.as_ref().is_some_and(|fonts| Arc::ptr_eq(fonts, &edition.fonts));
        let held = edition.sign_off.is_some();
        if !same || held || self.held {
            *self = Self { fonts: Some(Arc::clone(&edition.fonts)), held, ..Self::default() };
        }
        self.layouts.get_mut().clear();
        self.texts.get_mut().turn();
        self.paragraphs.get_mut().turn();
        self.areas.get_mut().turn();
    }

    /// The digest of a layout of this run's edition.
    pub(super) fn layout(&self, layout: &Layout) -> Key {
        let place = std::ptr::from_ref(layout).addr();
        *self.layouts.borrow_mut().entry(place).or_insert_with(|| Digest::default().written(layout).key())
    }

    /// The faces as they are made ready for shaping.
    pub(super) fn faces(&self, fonts: &FontBook) -> &Arc<ReadyFaces> {
        self.faces.get_or_init(|| Arc::new(ReadyFaces::of(fonts)))
    }

    /// A text that was shaped.
    pub(super) fn text(&self, key: Key) -> Option<Arc<ShapedText>> {
        self.texts.borrow_mut().get(key)
    }

    /// Keeps a shaped text.
    pub(super) fn keep_text(&self, key: Key, text: &Arc<ShapedText>) {
        self.texts.borrow_mut().put(key, Arc::clone(text));
    }

    /// The paragraph of a text under some rules.
    pub(super) fn paragraph(&self, text: Key, rules: &Rules) -> Rc<Paragraph> {
        let key = Digest::default().and(&text).and(rules).key();
        let mut paragraphs = self.paragraphs.borrow_mut();
        if let Some(found) = paragraphs.get(key) {
            return found;
        }
        let new = Rc::new(Paragraph::default());
        paragraphs.put(key, Rc::clone(&new));
        new
    }

    /// What is known of an area with some content.
    pub(super) fn area(&self, key: Key) -> Rc<AreaMemory> {
        let mut areas = self.areas.borrow_mut();
        if let Some(found) = areas.get(key) {
            return found;
        }
        let new = Rc::new(AreaMemory::default());
        areas.put(key, Rc::clone(&new));
        new
    }
}
