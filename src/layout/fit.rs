//! The width ladder: which setting draws a view within a given width.
//!
//! Levels are tried from the most generous to the narrowest, and the first that fits is taken; when none does, the
//! narrowest drawing found. Every level is a setting of the same engine, so nothing is cut at any of them.

use super::blocks;
use super::chain;
use super::ladder::{JOURNEY, LADDER, Ladder, Level, NoteLimit, STEP};
use super::layered::{Drawing, NOTED, Ranks, Setting, Undrawn};
use super::metrics::{Metrics, Tightness};
use super::steps::Captions;
use super::subview;
use super::warnings::{too_large, unfollowed};
use super::{Options, frame, inline, pack};
use crate::diag::{Diagnostic, Outcome};
use crate::geom::Unit;
use crate::scene::{Scene, SceneUnit};
use crate::view::{Direction, View, ViewKind};

/// Up to this many boxes and lines a view is tried at every level, whatever the narrowest of them show.
const PATIENT: usize = 150;

/// Above this many boxes and lines only the coarse levels are tried.
const LARGE: usize = 600;

/// Up to so many lines a drawing that does not fit is also tried as one for so many narrower pages.
const AIMED: [(usize, Unit); 2] = [(60, 5), (150, 2)];

/// Up to so many boxes and lines what is wider than the page by so small a part of it is drawn with care.
const CAREFUL: (usize, Unit) = (60, 8);

/// What comes so near to its width was squeezed into it.
const SQUEEZED: Unit = 4;

/// Up to this many lines labels are tried in line.
const IN_LINE: usize = 120;

/// Up to so many labels are tried in line with care; of more, only when most find a place in a quick drawing, which may not be
/// taller by more than so much.
const LIKELY: usize = 4;
const NEARLY: Unit = 3;

/// The most flows a drawing may have. Beyond it a drawing has no reader.
pub(super) const MAX_FLOWS: usize = 20_000;

/// Lays `view` out at the first level that fits. A view that is too large is not drawn, and the error says what to do.
pub(super) fn fit(view: &View, metrics: &dyn Metrics, options: Options) -> Outcome<Scene> {
    let large = view.edges.len() > MAX_FLOWS;
    let drawn = if large { Err(Undrawn::TooLarge) } else { climb(view, metrics, options) };
    drawn.unwrap_or_else(|_| Outcome {
        value: frame::empty(view, metrics),
        diagnostics: vec![too_large(view)],
    })
}

/// The hints that a drawing of `view` does not follow where it has room enough, from one quick drawing.
pub(super) fn dropped_hints(view: &View, metrics: &dyn Metrics, options: Options) -> Vec<Diagnostic> {
    if view.edges.len() > MAX_FLOWS {
        return Vec::new();
    }
    let captions = Captions::new(view, metrics);
    let grouped = grouped(view);
    let plain = grouped.as_ref().map_or(view, |grouped| &grouped.view);
    let task = Task::new(plain, metrics, options, captions);
    let direction = options.direction.or(view.direction).unwrap_or(task.usual);
    let choice = Choice { level: Level::GENEROUS, direction, aim: options.width.unwrap_or(0), global: true };
    task.try_level(choice, Effort::Quick).map_or_else(|_| Vec::new(), |drawing| unfollowed(&drawing))
}

/// How much is done for a drawing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// The first good order: enough to learn how large the drawing gets.
    Quick,
    /// The same order, with its labels settled.
    Settled,
    /// The best order, with its labels settled.
    Best,
}

/// A level with the direction and the width that it is drawn for.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    pub level: Level,
    pub direction: Direction,
    pub aim: Unit,
    /// Whether global ranks are tried: in the best drawing only where they were taken in a quick one.
    pub global: bool,
}

/// A choice that was tried.
struct Tried {
    choice: Choice,
    /// How wide its drawing is, or, when it was not drawn, at least would be.
    width: Unit,
    /// Its quick drawing.
    drawing: Option<Drawing>,
}

/// A view and what is asked of its drawing.
pub(super) struct Task<'a> {
    pub view: &'a View,
    pub metrics: &'a dyn Metrics,
    options: Options,
    pub captions: Captions,
    /// Where flows run when nobody asks for a direction.
    usual: Direction,
}

/// The view in which what nothing ties to the rest of its boundary is gathered, to be packed there on its own.
fn grouped(view: &View) -> Option<subview::Subview> {
    let groups = pack::groups(view);
    (!groups.is_empty()).then(|| subview::gather(view, &[], &groups))
}

fn climb(view: &View, metrics: &dyn Metrics, options: Options) -> Result<Outcome<Scene>, Undrawn> {
    let captions = Captions::new(view, metrics);
    let grouped = grouped(view);
    let plain = grouped.as_ref().map_or(view, |grouped| &grouped.view);
    let task = Task::new(plain, metrics, options, captions);
    let (drawing, notes) = task.choose()?;
    let drawing = match &grouped {
        Some(grouped) => blocks::ungroup(view, grouped, drawing),
        None => drawing,
    };
    let diagnostics = unfollowed(&drawing);
    let mut drawing = drawing;
    let notes = task.captions.notes(notes, &mut drawing, metrics);
    Ok(Outcome { value: frame::frame(view, metrics, &drawing, &notes, options), diagnostics })
}

impl<'a> Task<'a> {
    fn new(view: &'a View, metrics: &'a dyn Metrics, options: Options, captions: Captions) -> Task<'a> {
        // A column of boxes leaves most of the width to air, and takes many rows.
        let rows = metrics.unit() == SceneUnit::Cell && options.width.is_some() && chain::is_long(view);
        let usual = if rows { Direction::Right } else { view.usual_direction() };
        Task { view, metrics, options, captions, usual }
    }
}

impl Task<'_> {
    /// The best drawing that fits, or the narrowest; and which of its labels are notes.
    fn choose(&self) -> Result<(Drawing, NoteLimit), Undrawn> {
        let (view, options) = (self.view, self.options);
        let asked = options.direction.or(view.direction);
        let direction = asked.unwrap_or(self.usual);
        let Some(room) = options.width else {
            let journey = view.kind == ViewKind::Dataflow;
            let notes = if journey { NoteLimit::All(STEP) } else { NoteLimit::NONE };
            return Ok((self.on_page(direction, asked.is_none(), notes)?, notes));
        };
        // What does not keep to the width may still keep to less: a drawing made for a narrower page.
        let aims = AIMED.iter().find(|&&(edges, _)| view.edges.len() <= edges).map_or(0, |found| found.1);
        let mut tried = Vec::new();
        let mut chosen = None;
        let hopeless = self.is_hopeless(room, &mut tried)?;
        let narrower = (0..aims).map(|step| ((room - 1) / 20 - step) * 20).filter(|&aim| aim >= 60);
        for aim in std::iter::once(room).chain(narrower).filter(|_| !hopeless) {
            chosen = self.climb(aim, room, &mut tried)?;
            if chosen.is_some() {
                break;
            }
        }
        let quickly = self.is_large() && chosen.is_none();
        let none = || (Drawing::empty(view.nodes.len(), view.edges.len()), NoteLimit::NONE);
        let found = match chosen {
            Some(chosen) => Some(chosen),
            None => self.narrowest(tried)?,
        };
        let Some(Tried { choice, width, drawing: Some(quick) }) = found else { return Ok(none()) };
        // The level was chosen by a quick order; the best order may be a little wider, and is then not taken. What is large and
        // does not fit anyhow is not searched long for.
        for effort in [Effort::Best, Effort::Settled].into_iter().filter(|_| !quickly) {
            let drawing = self.try_level(choice, effort)?;
            if frame::width(&drawing, self.metrics) <= width.max(room) {
                if hopeless {
                    return Ok((drawing, choice.level.notes));
                }
                let (drawing, choice) = self.straighter(drawing, choice, room, effort)?;
                let drawing = self.in_line(drawing, choice, effort)?;
                return Ok((drawing, choice.level.notes));
            }
        }
        Ok((self.in_line(quick, choice, Effort::Quick)?, choice.level.notes))
    }

    /// The same drawing, or one of the same rung made with less air where that leaves lines straight: what has to be squeezed
    /// into its width has its lines step aside.
    fn straighter(
        &self,
        drawing: Drawing,
        choice: Choice,
        room: Unit,
        effort: Effort,
    ) -> Result<(Drawing, Choice), Undrawn> {
        let squeezed = |drawing: &Drawing| frame::width(drawing, self.metrics) > room - SQUEEZED;
        let rung = self.ladder().rungs.iter().find(|rung| rung.levels.contains(&choice.level));
        let Some(rung) = rung.filter(|rung| rung.first && self.size() <= PATIENT) else {
            return Ok((drawing, choice));
        };
        let mut best = (drawing, choice);
        let bends = |drawing: &Drawing| -> usize { drawing.routes.iter().map(Vec::len).sum() };
        let later = rung.levels.iter().skip_while(|&&level| level != choice.level).skip(1);
        for &level in later {
            if self.direction(level) != Some(choice.direction) {
                continue;
            }
            if !squeezed(&best.0) || level.notes != choice.level.notes {
                break;
            }
            let choice = Choice { level, ..choice };
            let other = self.try_level(choice, effort)?;
            let width = frame::width(&other, self.metrics);
            if width <= room && other.size.h <= best.0.size.h && bends(&other) + 4 <= bends(&best.0) {
                best = (other, choice);
            }
        }
        Ok(best)
    }

    /// The highest rung of the ladder on which something fits into `room`, drawn for a width of `aim`; and what was `tried` in
    /// vain.
    fn climb(&self, aim: Unit, room: Unit, tried: &mut Vec<Tried>) -> Result<Option<Tried>, Undrawn> {
        for rung in self.ladder().rungs {
            let mut lowest: Option<(Unit, Tried)> = None;
            for &level in rung.levels {
                // How wide it gets at least depends on the page only where ranks are spread over it.
                let known = |tried: &Tried| {
                    tried.choice.level == level
                        && (tried.choice.aim == aim || (tried.drawing.is_none() && level.spread == 0))
                };
                let Some(direction) = self.direction(level).filter(|_| !tried.iter().any(known)) else {
                    continue;
                };
                let choice = Choice { level, direction, aim, global: true };
                let drawn = self.attempt(choice, room)?;
                let Some(height) = drawn.drawing.as_ref().map(|drawing| drawing.size.h) else {
                    tried.push(drawn);
                    continue;
                };
                if drawn.width > room {
                    tried.push(drawn);
                } else if lowest.as_ref().is_none_or(|lowest| height < lowest.0) {
                    lowest = Some((height, drawn));
                    if rung.first {
                        break;
                    }
                }
            }
            if let Some((_, drawn)) = lowest {
                return Ok(Some(drawn));
            }
        }
        Ok(None)
    }

    /// Whether a view of many boxes and lines fits nowhere, as its narrowest drawings show; these are `tried` then.
    fn is_hopeless(&self, room: Unit, tried: &mut Vec<Tried>) -> Result<bool, Undrawn> {
        if self.size() <= PATIENT {
            return Ok(false);
        }
        for &level in self.ladder().narrowest {
            let Some(direction) = self.direction(level) else { continue };
            let choice = Choice { level, direction, aim: room, global: true };
            let drawn = self.attempt(choice, room)?;
            if drawn.drawing.is_some() && drawn.width <= room {
                return Ok(false);
            }
            // Spread over more rows, what is as large and wide as this would hardly get narrower, but many times as tall.
            let in_vain = self.is_large() && level.spread > 0 && drawn.width > 2 * room;
            let whole = Choice { level: Level { spread: 0, ..level }, ..choice };
            tried.push(if in_vain { self.attempt(whole, room)? } else { drawn });
        }
        Ok(true)
    }

    /// A quick drawing of a choice, unless it is known before it is drawn to be wider than `room`. What is small and only a
    /// little wider is drawn with care: its best order may fit.
    fn attempt(&self, choice: Choice, room: Unit) -> Result<Tried, Undrawn> {
        let quick = self.attempt_quickly(choice, room)?;
        let near = (room + 1..=room + room / CAREFUL.1).contains(&quick.width);
        if near && choice.aim == room && !choice.level.folded && self.size() <= CAREFUL.0 {
            let careful = self.tried(choice, self.try_level(choice, Effort::Best)?);
            if careful.width <= room {
                return Ok(careful);
            }
        }
        Ok(quick)
    }

    fn attempt_quickly(&self, choice: Choice, room: Unit) -> Result<Tried, Undrawn> {
        match self.try_within(choice, room) {
            Ok(drawing) => Ok(self.tried(choice, drawing)),
            Err(Undrawn::TooWide(least)) => Ok(Tried { choice, width: least, drawing: None }),
            Err(undrawn) => Err(undrawn),
        }
    }

    /// A choice with its drawing.
    fn tried(&self, choice: Choice, drawing: Drawing) -> Tried {
        let choice = Choice { global: drawing.global, ..choice };
        Tried { choice, width: frame::width(&drawing, self.metrics), drawing: Some(drawing) }
    }

    fn ladder(&self) -> &'static Ladder {
        if self.view.kind == ViewKind::Dataflow { &JOURNEY } else { &LADDER }
    }

    /// Which way flows run at a level; `None` where the level is of no use to the view.
    fn direction(&self, level: Level) -> Option<Direction> {
        let asked = self.options.direction.or(self.view.direction);
        let usual = asked.unwrap_or(self.usual);
        let direction = if level.turned { turned(usual) } else { usual };
        let journey = self.view.kind == ViewKind::Dataflow;
        // Where the source says how flows run, only what does not fit otherwise is turned; never against an option.
        let useless = (level.folded && !direction.is_horizontal())
            || (level.turned && (self.options.direction.is_some() || (journey && asked.is_some())))
            || (level.spread > 0 && direction.is_horizontal())
            || (level.fine && self.is_large());
        (!useless).then_some(direction)
    }

    /// How many boxes and lines there are.
    pub(super) fn size(&self) -> usize {
        self.view.nodes.len() + self.view.edges.len()
    }

    /// Whether only the coarse levels are tried.
    fn is_large(&self) -> bool {
        self.size() > LARGE
    }

    /// The narrowest of all that was tried. What was not drawn, because it could not fit, is drawn now unless it cannot be
    /// narrower either; of a large view only when nothing was.
    fn narrowest(&self, mut tried: Vec<Tried>) -> Result<Option<Tried>, Undrawn> {
        let of = |is_drawn: bool| {
            let tried =
                tried.iter().enumerate().filter(move |(_, tried)| tried.drawing.is_some() == is_drawn);
            tried.map(|(at, tried)| (tried.width, at))
        };
        let mut best: Option<(Unit, usize)> = of(true).min();
        let mut open: Vec<(Unit, usize)> = of(false).collect();
        open.sort_unstable();
        for (least, at) in open {
            if best.is_some_and(|best| (least, at) > best || self.is_large()) {
                continue;
            }
            let drawing = match best {
                Some(best) => self.try_within(tried[at].choice, best.0),
                None => self.try_level(tried[at].choice, Effort::Quick),
            };
            match drawing {
                Ok(drawing) => {
                    tried[at] = self.tried(tried[at].choice, drawing);
                    let width = tried[at].width;
                    best = Some(best.map_or((width, at), |best| best.min((width, at))));
                }
                Err(Undrawn::TooWide(_)) => {}
                Err(undrawn) => return Err(undrawn),
            }
        }
        Ok(best.map(|(_, at)| tried.swap_remove(at)))
    }

    /// Sets labels in line where that makes a drawing lower: a label beside an upright line takes rows of its own, one in a
    /// line that runs sideways takes none.
    fn in_line(&self, drawing: Drawing, choice: Choice, effort: Effort) -> Result<Drawing, Undrawn> {
        let room = self.options.width.unwrap_or(0).max(frame::width(&drawing, self.metrics));
        let few = self.view.edges.len() <= IN_LINE;
        if self.metrics.unit() != SceneUnit::Cell || choice.direction.is_horizontal() || !few {
            return Ok(drawing);
        }
        let captions = self.captions.shown(choice.level.notes);
        let choice = Choice { global: drawing.global, ..choice };
        let wide = Tightness { label_wrap: 40, ..choice.level.tightness };
        // The words of a note, when there is room for them, else its number.
        let label = |edge: usize| {
            let texts = captions[edge].rsplit(NOTED).map(|text| self.metrics.label(text, wide));
            texts.filter(|lines| lines.len() == 1).flatten().collect::<Vec<_>>()
        };
        let beside: Vec<usize> = (0..captions.len())
            .filter(|&edge| drawing.flush[edge] && !drawing.labels[edge].0.is_empty())
            .filter(|&edge| self.view.edges[edge].from != self.view.edges[edge].to)
            .collect();
        // Those that would find a place as lines run now, then all: without labels lines run otherwise.
        let likely: Vec<usize> = beside
            .iter()
            .copied()
            .filter(|&edge| inline::place(&mut drawing.clone(), &[edge], label).is_empty())
            .collect();
        let mut best = drawing;
        for start in [likely, beside] {
            let mut wanted = start;
            for _ in 0..5 {
                if wanted.is_empty() {
                    break;
                }
                let mut rest = captions.clone();
                wanted.iter().for_each(|&edge| rest[edge].clear());
                let draw = |effort: Effort| -> Result<(Drawing, Vec<usize>), Undrawn> {
                    let setting = self.setting(choice, effort);
                    let mut drawing = blocks::draw(self.view, self.metrics, setting, &rest)?;
                    let failed = inline::place(&mut drawing, &wanted, label);
                    Ok((drawing, failed))
                };
                // Most labels find no place, which a quick drawing shows.
                let (sketch, unlikely) = draw(Effort::Quick)?;
                let few = wanted.len() <= LIKELY || 3 * unlikely.len() <= 2 * wanted.len();
                if few && sketch.size.h > best.size.h + NEARLY {
                    break;
                }
                let (drawing, failed) = if few { draw(effort)? } else { (sketch, unlikely) };
                if failed.is_empty() {
                    let fits = frame::width(&drawing, self.metrics) <= room;
                    if fits && drawing.size.h < best.size.h {
                        best = drawing;
                    }
                    break;
                }
                wanted.retain(|edge| !failed.contains(edge));
            }
        }
        Ok(best)
    }

    pub(super) fn setting(&self, choice: Choice, effort: Effort) -> Setting {
        let Choice { level, direction, aim, global } = choice;
        // Spreading narrows rows; where ranks are columns it would make the drawing wider.
        let spread = level.spread > 0 && !direction.is_horizontal();
        let text = self.metrics.unit() == SceneUnit::Cell;
        let journey = self.view.kind == ViewKind::Dataflow;
        // A dense drawing needs its straight lines more than it needs to be narrow.
        let sparse = self.view.edges.len() <= 2 * self.view.nodes.len();
        let width = self.options.width.map(|_| aim);
        Setting {
            direction,
            tightness: level.tightness,
            limit: width.filter(|_| spread).map(|width| width * level.spread / 100),
            width,
            squeeze: width.filter(|_| text && !journey && sparse),
            room: width
                .filter(|_| text && !(journey && direction.is_horizontal()) && effort != Effort::Quick),
            fold: width.filter(|_| level.folded),
            most: None,
            uniform: None,
            ranks: Ranks::Own,
            tries_global: global,
            thorough: effort == Effort::Best,
        }
    }

    pub(super) fn draw(&self, setting: Setting, notes: NoteLimit) -> Result<Drawing, Undrawn> {
        blocks::draw(self.view, self.metrics, setting, &self.captions.shown(notes))
    }

    /// A quick drawing, unless it is known before it is drawn to be wider than `room`. What is to be folded may be wider.
    fn try_within(&self, choice: Choice, room: Unit) -> Result<Drawing, Undrawn> {
        // All that is beside the drawing itself.
        let around = self.metrics.wall() + 2 * self.metrics.margin();
        let most = (!choice.level.folded).then_some(room - around);
        let setting = Setting { most, ..self.setting(choice, Effort::Quick) };
        self.draw(setting, choice.level.notes).map_err(|undrawn| match undrawn {
            Undrawn::TooWide(least) => Undrawn::TooWide(least + around),
            Undrawn::TooLarge | Undrawn::Blocked => undrawn,
        })
    }

    fn try_level(&self, choice: Choice, effort: Effort) -> Result<Drawing, Undrawn> {
        self.draw(self.setting(choice, effort), choice.level.notes)
    }
}

pub(super) const fn turned(direction: Direction) -> Direction {
    match direction {
        Direction::Down | Direction::Up => Direction::Right,
        Direction::Right | Direction::Left => Direction::Down,
    }
}
