//! Blocks of text as a tagged PDF (PDF/UA-1): screen readers have its headings, its languages and the order in which it is
//! read; everybody has the text itself.

use std::num::NonZeroU16;

use anyhow::{Context, Result, anyhow};
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::{Metadata, TextDirection};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, Tag, TagGroup, TagTree,
};
use krilla::{Document, SerializeSettings};

use super::layout::{Line, TYPE, is_rtl};

/// A4 and its margins, in points.
const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const MARGIN: f32 = 62.0;
/// From one line to the next, in sizes of the letters.
const LEADING: f32 = 1.5;
/// The size of the number at the foot of a page.
const FOOT: f32 = 8.5;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Title,
    Heading,
    Text,
    Item,
    Small,
}

/// A paragraph, in one language.
#[derive(Clone, Debug)]
pub struct Block {
    pub kind: Kind,
    pub language: String,
    pub text: String,
}

impl Kind {
    /// The size of its letters, and the space above it, in points.
    fn measures(self) -> (f32, f32) {
        match self {
            Kind::Title => (20.0, 0.0),
            Kind::Heading => (14.0, 20.0),
            Kind::Text => (11.0, 8.0),
            Kind::Item => (11.0, 5.0),
            Kind::Small => (FOOT, 8.0),
        }
    }

    fn is_heading(self) -> bool {
        matches!(self, Kind::Title | Kind::Heading)
    }
}

/// A block in lines, with the parts of the pages on which they stand.
struct Laid<'a> {
    block: &'a Block,
    lines: Vec<Line>,
    parts: Vec<Identifier>,
}

/// The blocks as a PDF, which says its title and its first language.
pub fn write(title: &str, language: &str, blocks: &[Block]) -> Result<Vec<u8>> {
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = accessible.map_err(|why| anyhow!("{why:?}"))?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let direction = if is_rtl(language) { TextDirection::RightToLeft } else { TextDirection::LeftToRight };
    let about = Metadata::new().title(title.to_owned()).language(language.to_owned());
    document.set_metadata(about.text_direction(direction).creator("Comarca".to_owned()));
    let mut laid: Vec<Laid> =
        blocks.iter().filter(|block| !block.text.trim().is_empty()).map(Laid::of).collect();
    let mut outline = Outline::new();
    let mut next = (0, 0);
    let mut number = 0;
    while next.0 < laid.len() {
        next = page(&mut document, &mut laid, &mut outline, next, number)?;
        number += 1;
    }
    document.set_outline(outline);
    document.set_tag_tree(tree(laid));
    document.finish().map_err(|why| anyhow!("{why:?}"))
}

impl Laid<'_> {
    fn of(block: &Block) -> Laid<'_> {
        let (size, _) = block.kind.measures();
        let text = TYPE.legible(&block.text);
        let text = if block.kind == Kind::Item { format!("• {text}") } else { text };
        let lines = TYPE.lines(&text, &block.language, (WIDTH - 2.0 * MARGIN) / size);
        Laid { block, lines, parts: Vec::new() }
    }
}

/// Fills one page from a line of a block on; answers the line with which the next one begins.
fn page(
    document: &mut Document,
    laid: &mut [Laid],
    outline: &mut Outline,
    (mut at, mut line): (usize, usize),
    number: usize,
) -> Result<(usize, usize)> {
    let mut page =
        document.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT).context("a page has a size")?);
    let mut surface = page.surface();
    let mut y = MARGIN;
    while let Some(Laid { block, lines, parts }) = laid.get_mut(at) {
        let (size, above) = block.kind.measures();
        let gap = if line == 0 && y > MARGIN { above } else { 0.0 };
        // No heading stands alone at the end of a page.
        let needed = if block.kind.is_heading() { 4.0 * LEADING } else { LEADING };
        if y + gap + size * needed > HEIGHT - MARGIN && y > MARGIN {
            break;
        }
        if line == 0 && block.kind.is_heading() {
            let to = XyzDestination::new(number, Point::from_xy(MARGIN, y + gap));
            outline.push_child(OutlineNode::new(block.text.clone(), to));
        }
        y += gap + size * LEADING;
        parts.push(draw(&mut surface, &lines[line], &block.language, (y, size)));
        line += 1;
        if line == lines.len() {
            (at, line) = (at + 1, 0);
        }
    }
    foot(&mut surface, number + 1);
    surface.finish();
    page.finish();
    Ok((at, line))
}

/// Draws a line; answers the part of the page that it is.
fn draw(surface: &mut Surface, line: &Line, language: &str, (y, size): (f32, f32)) -> Identifier {
    let rtl = is_rtl(language);
    let span = SpanTag { lang: Some(language), ..SpanTag::empty() };
    let part = surface.start_tagged(ContentTag::Span(span));
    let mut x = if rtl { WIDTH - MARGIN - line.width * size } else { MARGIN };
    for run in &line.runs {
        surface.draw_glyphs(Point::from_xy(x, y), &run.glyphs, TYPE.font.clone(), &run.text, size, false);
        x += run.width() * size;
    }
    surface.end_tagged();
    part
}

/// The number of the page, which is no part of the text.
fn foot(surface: &mut Surface, number: usize) {
    let text = number.to_string();
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PageNumber)));
    let at = Point::from_xy(WIDTH / 2.0, HEIGHT - MARGIN / 2.0);
    surface.draw_glyphs(at, &TYPE.shape(&text, None), TYPE.font.clone(), &text, FOOT, false);
    surface.end_tagged();
}

/// What is what, in the order in which it is read.
fn tree(laid: Vec<Laid>) -> TagTree {
    let (mut tree, mut list) = (TagTree::new(), None::<TagGroup>);
    for Laid { block, parts, .. } in laid {
        let leaves: Vec<Node> = parts.into_iter().map(Node::from).collect();
        let language = Some(block.language.clone());
        if block.kind == Kind::Item {
            let body = TagGroup::with_children(Tag::LBody.with_lang(language), leaves);
            let item = TagGroup::with_children(Tag::LI, vec![body.into()]);
            list.get_or_insert_with(|| TagGroup::new(Tag::L(ListNumbering::None))).push(item);
            continue;
        }
        if let Some(list) = list.take() {
            tree.push(list);
        }
        let heading =
            |level: NonZeroU16| Tag::Hn(level, Some(block.text.clone())).with_lang(language.clone());
        tree.push(match block.kind {
            Kind::Title => TagGroup::with_children(heading(NonZeroU16::MIN), leaves),
            Kind::Heading => TagGroup::with_children(heading(NonZeroU16::MIN.saturating_add(1)), leaves),
            _ => TagGroup::with_children(Tag::P.with_lang(language.clone()), leaves),
        });
    }
    if let Some(list) = list {
        tree.push(list);
    }
    tree
}
