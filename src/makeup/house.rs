//! [`House`]: how text of a role is composed in one place: the layout's settings, the role's, the area's (standards A11).

use crate::compose::Rules;
use crate::diag::{Diagnostic, rules, suggest};
use crate::geom::{PerMille, WritingMode};
use crate::layout::{Area, ComposeSettings, Layout, Parameter};
use crate::shape::Manner;
use crate::style::{Lang, Role, TextStyle};

/// Profile of a layout that names none (standards A11).
const PROFILE: &str = "news-cn";

/// A place for text: a layout, perhaps an area of it, and the way the lines run there.
#[derive(Clone, Copy, Debug)]
pub(super) struct House<'a> {
    layout: &'a Layout,
    area: Option<&'a Area>,
    writing: WritingMode,
}

impl<'a> House<'a> {
    /// Text of no area: furniture.
    pub(super) fn of(layout: &'a Layout) -> Self {
        Self { layout, area: None, writing: WritingMode::Horizontal }
    }

    /// Running text of an area.
    pub(super) fn body(layout: &'a Layout, area: &'a Area) -> Self {
        Self { layout, area: Some(area), writing: area.writing }
    }

    /// The head of an area: it runs as its place says, whatever the text does.
    pub(super) fn head(layout: &'a Layout, area: &'a Area) -> Self {
        Self { layout, area: Some(area), writing: area.head_place.writing }
    }

    /// The look of a role.
    pub(super) fn style(self, role: Role) -> &'a TextStyle {
        self.layout.styles.get(role)
    }

    /// The horizontal scale of a role: none where the lines run down, for their length is not horizontal.
    pub(super) fn scale(self, role: Role) -> PerMille {
        if self.writing == WritingMode::Vertical { PerMille::FULL } else { self.style(role).scale }
    }

    /// The way the lines run.
    pub(super) fn writing(self) -> WritingMode {
        self.writing
    }

    /// Settings for a role, from the widest to the nearest: the last that speaks is right.
    fn layers(self, role: Role) -> impl Iterator<Item = &'a ComposeSettings> {
        let own = [self.layout.role_compose.get(&role), self.area.map(|area| &area.compose)];
        std::iter::once(&self.layout.compose).chain(own.into_iter().flatten())
    }

    /// Rules of composition; what cannot be set is left as it was, and [`troubles`] has said so.
    pub(super) fn rules(self, role: Role) -> Rules {
        let mut rules = Rules::profile(PROFILE).unwrap_or_default();
        for parameter in self.layers(role).flat_map(|layer| &layer.parameters) {
            let _said_by_troubles = set(&mut rules, parameter);
        }
        rules
    }

    /// How text is shaped.
    pub(super) fn manner(self, role: Role) -> Manner {
        let lang = self.layers(role).filter_map(|layer| layer.lang).last().unwrap_or(Lang::Simplified);
        Manner { writing: self.writing, lang, hyphenate: self.rules(role).hyphenate }
    }

    /// First-line indent in characters: 2 if nothing is said (standards A9).
    pub(super) fn indent(self) -> u16 {
        self.last(|layer| layer.indent).unwrap_or(2)
    }

    /// Last lines that may not stand alone at a column top: 2 (standards A9).
    pub(super) fn widows(self) -> u16 {
        self.last(|layer| layer.widows).unwrap_or(2)
    }

    /// First lines that may not stand alone at a column foot: 1, and 2 in text of one column (standards A9).
    pub(super) fn orphans(self, columns: u16) -> u16 {
        self.last(|layer| layer.orphans).unwrap_or(if columns == 1 { 2 } else { 1 })
    }

    fn last(self, value: impl Fn(&ComposeSettings) -> Option<u16>) -> Option<u16> {
        self.layers(Role::Body).filter_map(value).last()
    }
}

/// Sets one parameter.
fn set(rules: &mut Rules, parameter: &Parameter) -> Result<(), String> {
    let key = parameter.key.as_str();
    match &parameter.value {
        toml::Value::String(word) if key == "profile" => {
            *rules = Rules::profile(word).ok_or_else(|| format!("there is no composition profile `{word}`"))?;
            Ok(())
        }
        toml::Value::String(word) => rules.set(key, word.as_str()),
        toml::Value::Boolean(switch) => rules.set(key, *switch),
        toml::Value::Float(number) => rules.set(key, *number),
        toml::Value::Integer(number) => rules.set(key, f64::from(i32::try_from(*number).unwrap_or(i32::MAX))),
        _ => Err(format!("`{key}` takes a word, a number, true or false")),
    }
}

/// Every parameter that composition refuses, at its place.
pub(super) fn troubles(layout: &Layout) -> Vec<Diagnostic> {
    let areas = layout.areas.values().map(|area| &area.compose);
    let layers = std::iter::once(&layout.compose).chain(layout.role_compose.values()).chain(areas);
    let parameters = layers.flat_map(|layer| &layer.parameters);
    parameters.filter_map(|parameter| Some(refused(parameter, set(&mut Rules::default(), parameter).err()?))).collect()
}

fn refused(parameter: &Parameter, reason: String) -> Diagnostic {
    let key = parameter.key.as_str();
    let names = || std::iter::once("profile").chain(Rules::KEYS).chain(["lang", "indent", "widows", "orphans"]);
    if names().any(|name| name == key) {
        let found = Diagnostic::new(&rules::COMPOSE_OPTION, parameter.span.clone(), reason);
        if key != "profile" {
            return found;
        }
        let profiles: Vec<&str> = Rules::profiles().collect();
        return found.help(format!("profiles are {}", profiles.join(", ")));
    }
    let message = format!("`{key}` is no parameter of composition");
    let found = Diagnostic::new(&rules::COMPOSE_OPTION, parameter.key_span.clone(), message);
    match suggest(key, names()) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help(format!("parameters are {}", names().collect::<Vec<_>>().join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{House, troubles};
    use crate::diag::{Source, Span};
    use crate::geom::{Em, WritingMode};
    use crate::layout::{AreaId, ComposeSettings, Layout, Parameter, load};
    use crate::style::{Lang, Role};

    fn layout() -> Layout {
        load(Path::new("layouts/broadsheet.toml"), "broadsheet.toml").expect("a layout of the house").value
    }

    fn settings(parameters: &[(&str, toml::Value)]) -> ComposeSettings {
        let span = Span::file(&Source::new("page.toml", ""));
        let one = |(key, value): &(&str, toml::Value)| Parameter {
            key: (*key).to_owned(),
            key_span: span.clone(),
            value: value.clone(),
            span: span.clone(),
        };
        ComposeSettings { parameters: parameters.iter().map(one).collect(), ..ComposeSettings::default() }
    }

    #[test]
    fn the_nearest_that_speaks_is_right() {
        let mut layout = layout();
        layout.compose = settings(&[("gap", 0.125.into()), ("snap", true.into())]);
        layout.role_compose.insert(Role::Deck, settings(&[("gap", 0.0.into())]));
        let area = layout.areas.get_mut(&AreaId('L')).expect("drawn");
        area.compose = ComposeSettings { lang: Some(Lang::Japanese), ..settings(&[("snap", false.into())]) };
        let area = &layout.areas[&AreaId('L')];
        let (wide, near) = (House::of(&layout), House::body(&layout, area));
        assert_eq!((wide.rules(Role::Body).gap, wide.rules(Role::Body).snap), (Em::EIGHTH, true));
        assert_eq!((wide.rules(Role::Deck).gap, wide.rules(Role::Deck).snap), (Em::ZERO, true));
        assert_eq!((near.rules(Role::Deck).gap, near.rules(Role::Deck).snap), (Em::ZERO, false));
        assert_eq!((wide.manner(Role::Body).lang, near.manner(Role::Body).lang), (Lang::Simplified, Lang::Japanese));
    }

    #[test]
    fn a_head_runs_down_only_where_its_place_says_so() {
        let mut layout = layout();
        let area = layout.areas.get_mut(&AreaId('L')).expect("drawn");
        area.writing = WritingMode::Vertical;
        assert_eq!(House::head(&layout, &layout.areas[&AreaId('L')]).writing(), WritingMode::Horizontal);
        let area = layout.areas.get_mut(&AreaId('L')).expect("drawn");
        area.head_place.writing = WritingMode::Vertical;
        area.writing = WritingMode::Horizontal;
        assert_eq!(House::head(&layout, &layout.areas[&AreaId('L')]).writing(), WritingMode::Vertical);
    }

    #[test]
    fn orphans_are_one_in_columns_and_two_in_one() {
        let mut layout = layout();
        assert_eq!([1, 2, 8].map(|columns| House::of(&layout).orphans(columns)), [2, 1, 1]);
        layout.compose.orphans = Some(3);
        assert_eq!([1, 2].map(|columns| House::of(&layout).orphans(columns)), [3, 3]);
    }

    #[test]
    fn what_is_refused_names_what_there_is() {
        let mut layout = layout();
        layout.compose = settings(&[("profile", "times".into()), ("levle", "gb".into()), ("gap", true.into())]);
        let found = troubles(&layout);
        let said: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(said[..2], ["there is no composition profile `times`", "`levle` is no parameter of composition"]);
        assert_eq!(found[1].help, ["did you mean `level`?"]);
        assert!(found[0].help[0].contains("news-cn") && said[2].contains("`gap` is a number of ems"));
    }
}
