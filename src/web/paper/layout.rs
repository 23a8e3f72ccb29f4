//! Text in lines: broken where Unicode allows it, in the order in which each is read, with letters joined as Arabic joins
//! them. What a block means is `pdf`'s business.

use std::ops::Range;
use std::sync::LazyLock;

use icu::properties::CodePointSetData;
use icu::properties::props::DefaultIgnorableCodePoint;
use icu::segmenter::LineSegmenter;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, GlyphInfo, GlyphPosition, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level, ParagraphInfo};

/// `DejaVu` Sans, the parts of it that our languages need (`paper/README.md`).
static FONT: &[u8] = include_bytes!("DejaVuSans.ttf");

/// The typeface, read once.
pub static TYPE: LazyLock<Type> = LazyLock::new(|| Type {
    font: Font::new(FONT.into(), 0).expect("the font in the program is one"),
    face: Face::from_slice(FONT, 0).expect("the font in the program is one"),
});

/// A word of more bytes is cut before it is measured: no line has room for it.
const LONGEST_WORD: usize = 512;

/// A typeface, to be measured with and to be drawn with.
pub struct Type {
    pub font: Font,
    face: Face<'static>,
}

/// Glyphs that are read in one direction, from left to right, with the text they stand for.
pub struct Run {
    pub glyphs: Vec<KrillaGlyph>,
    pub text: String,
}

/// One line as it is drawn.
pub struct Line {
    /// From left to right.
    pub runs: Vec<Run>,
    /// In sizes of the letters.
    pub width: f32,
}

/// Whether a language is read from right to left.
pub fn is_rtl(language: &str) -> bool {
    matches!(language.split('-').next(), Some("ar" | "fa" | "he" | "ur"))
}

impl Type {
    /// The text as this typeface can write it, which PDF/UA asks for: one `?` for each letter that it lacks, one space
    /// for whatever else is a space.
    pub fn legible(&self, text: &str) -> String {
        let unseen = CodePointSetData::new::<DefaultIgnorableCodePoint>();
        let letter = |c: char| match c {
            c if c.is_whitespace() => Some(' '),
            c if self.face.glyph_index(c).is_some() => Some(c),
            c if c.is_control() || unseen.contains(c) => None,
            _ => Some('?'),
        };
        text.chars().filter_map(letter).collect()
    }

    /// A text in lines that are not wider than `room`, in sizes of the letters.
    pub fn lines(&self, text: &str, language: &str, room: f32) -> Vec<Line> {
        let level = if is_rtl(language) { Level::rtl() } else { Level::ltr() };
        let bidi = BidiInfo::new(text, Some(level));
        let mut lines = Vec::new();
        for paragraph in &bidi.paragraphs {
            let ranges = self.broken(&text[paragraph.range.clone()], room);
            let start = paragraph.range.start;
            lines.extend(
                ranges.into_iter().map(|at| self.line(&bidi, paragraph, start + at.start..start + at.end)),
            );
        }
        lines
    }

    /// Where the lines of a paragraph begin and end.
    fn broken(&self, text: &str, room: f32) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let (mut first, mut last) = (0, 0);
        for stop in LineSegmenter::new_auto(Default::default()).segment_str(text).skip(1) {
            if last > first && self.width(text[first..stop].trim_end()) > room {
                lines.push(first..last);
                first = last;
            }
            // A word wider than the page is cut.
            while stop - first > LONGEST_WORD || self.width(text[first..stop].trim_end()) > room {
                let cut = first + self.fitting(&text[first..stop], room);
                lines.push(first..cut);
                first = cut;
            }
            last = stop;
        }
        if first < text.len() {
            lines.push(first..text.len());
        }
        lines
    }

    /// How many bytes of a word fit; at least one letter.
    fn fitting(&self, word: &str, room: f32) -> usize {
        let ends = word.char_indices().map(|(at, _)| at).skip(1);
        let ends: Vec<usize> = ends.take_while(|end| *end <= LONGEST_WORD).collect();
        let fitting = ends.partition_point(|end| self.width(&word[..*end]) <= room);
        ends.get(fitting.saturating_sub(1)).copied().unwrap_or(word.len())
    }

    /// How wide a text is when it is not broken.
    fn width(&self, text: &str) -> f32 {
        self.shape(text, None).iter().map(|glyph| glyph.x_advance).sum()
    }

    fn line(&self, bidi: &BidiInfo, paragraph: &ParagraphInfo, range: Range<usize>) -> Line {
        let shown = bidi.text[range.clone()].trim_end().len();
        let (levels, runs) = bidi.visual_runs(paragraph, range.start..range.start + shown);
        let run = |at: Range<usize>| {
            let text = &bidi.text[at.clone()];
            let direction =
                if levels[at.start].is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight };
            Run { glyphs: self.shape(text, Some(direction)), text: text.to_owned() }
        };
        let runs: Vec<Run> = runs.into_iter().filter(|at| !at.is_empty()).map(run).collect();
        Line { width: runs.iter().map(Run::width).sum(), runs }
    }

    /// The glyphs of a text; its direction is guessed where none is given.
    pub fn shape(&self, text: &str, direction: Option<Direction>) -> Vec<KrillaGlyph> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        if let Some(direction) = direction {
            buffer.set_direction(direction);
        }
        let shaped = rustybuzz::shape(&self.face, &[], buffer);
        let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        let after = |start: usize| starts.partition_point(|other| *other <= start);
        let end = |start: usize| starts.get(after(start)).copied().unwrap_or(text.len());
        let all = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        all.map(|(info, position)| self.glyph(info, position, end(info.cluster as usize))).collect()
    }

    fn glyph(&self, info: &GlyphInfo, position: &GlyphPosition, end: usize) -> KrillaGlyph {
        #[expect(clippy::cast_precision_loss, reason = "units of a font are small")]
        let em = |units: i32| units as f32 / self.face.units_per_em() as f32;
        KrillaGlyph::new(
            GlyphId::new(info.glyph_id),
            em(position.x_advance),
            em(position.x_offset),
            em(position.y_offset),
            em(position.y_advance),
            info.cluster as usize..end,
            None,
        )
    }
}

impl Run {
    /// In sizes of the letters.
    pub fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.x_advance).sum()
    }
}
