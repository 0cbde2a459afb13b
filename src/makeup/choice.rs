//! [`Choice`]: how the parts of a story that may be set in several ways are set in an area.

/// How a head is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct HeadWish {
    /// Steps of the ladder under the wish of its rank or area, at which the fit of its lines begins.
    pub step: u16,
    /// Lines that one written line may break into; `None` is what its rank allows.
    pub lines: Option<u16>,
    /// With its kicker.
    pub kicker: bool,
    /// With its deck.
    pub deck: bool,
    /// With its summary.
    pub summary: bool,
}

impl Default for HeadWish {
    /// As its rank or its area wishes, with all its parts.
    fn default() -> Self {
        Self { step: 0, lines: None, kicker: true, deck: true, summary: true }
    }
}

/// One way to set a story in its area.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Choice {
    /// The head.
    pub head: HeadWish,
    /// Lines of each inset, with its caption; 0 leaves it out.
    pub rows: Vec<u16>,
    /// Whether the filler stands after the story.
    pub filler: bool,
}
