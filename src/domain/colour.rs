//! Colours of a screen: how well one can be read on another, and the nearest that can be read everywhere it stands.

/// What WCAG 2.2 AA asks of text (success criterion 1.4.3).
pub const READABLE: f64 = 4.5;

/// The grounds of the light and of the dark theme, and what stands on the colour itself: `comarca.css` has the same.
const LIGHT: [Colour; 4] = [
    Colour([0xfb, 0xf8, 0xf3]),
    Colour([0xff, 0xfd, 0xf9]),
    Colour([0xf3, 0xee, 0xe4]),
    Colour([0xff, 0xff, 0xff]),
];
const DARK: [Colour; 4] = [
    Colour([0x14, 0x18, 0x1d]),
    Colour([0x1c, 0x22, 0x29]),
    Colour([0x20, 0x27, 0x2f]),
    Colour([0x0e, 0x1b, 0x1b]),
];
const BLACK: Colour = Colour([0; 3]);
const WHITE: Colour = Colour([255; 3]);

/// Red, green and blue (sRGB).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

/// A theme of the pages that has a ground of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

/// A wanted colour as one theme shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    pub theme: Theme,
    pub colour: Colour,
    /// The least contrast of the wanted colour on the grounds of the theme, from 1 to 21.
    pub wanted: f64,
    /// The same of the colour that is shown.
    pub reached: f64,
    pub ground: Colour,
    pub soft: Colour,
}

impl Theme {
    pub const ALL: [Theme; 2] = [Theme::Light, Theme::Dark];

    pub fn as_str(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    fn grounds(self) -> &'static [Colour; 4] {
        match self {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }

    /// The wanted colour, moved towards black or white only as far as it takes to be read on every ground.
    pub fn shows(self, wanted: Colour) -> Shown {
        let towards = if self == Theme::Light { BLACK } else { WHITE };
        let fits = |colour: &Colour| self.least(*colour) >= READABLE;
        let colour =
            (0..=50).map(|step| wanted.mixed(towards, f64::from(step) / 50.0)).find(fits).unwrap_or(towards);
        let ground = self.grounds()[0];
        Shown {
            theme: self,
            colour,
            wanted: self.least(wanted),
            reached: self.least(colour),
            ground,
            soft: ground.mixed(colour, 0.14),
        }
    }

    fn least(self, colour: Colour) -> f64 {
        self.grounds().iter().map(|ground| colour.contrast(*ground)).fold(21.0, f64::min)
    }
}

impl Shown {
    /// Whether the colour could not be shown as it was wanted.
    pub fn is_moved(&self) -> bool {
        self.wanted < READABLE
    }
}

impl Colour {
    /// Reads `#0f5f5c` or `0f5f5c`.
    pub fn parse(text: &str) -> Option<Colour> {
        let hex = text.trim().trim_start_matches('#');
        if hex.len() != 6 || !hex.bytes().all(|c| c.is_ascii_hexdigit()) {
            return None;
        }
        let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        Some(Colour([part(0)?, part(2)?, part(4)?]))
    }

    /// The contrast of two colours, from 1 to 21, as WCAG 2.2 defines it.
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let c = f64::from(part) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn mixed(self, other: Colour, share: f64) -> Colour {
        Colour(std::array::from_fn(|part| {
            let (one, other) = (f64::from(self.0[part]), f64::from(other.0[part]));
            (one + (other - one) * share).round().clamp(0.0, 255.0) as u8
        }))
    }
}

impl std::fmt::Display for Colour {
    /// `#0f5f5c`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_colour_becomes_one_that_can_be_read_in_both_themes() {
        for hex in ["ffff00", "000000", "ffffff", "808080", "ff0000", "00ff88", "0f5f5c", "123456"] {
            for theme in Theme::ALL {
                let shown = theme.shows(Colour::parse(hex).unwrap());
                assert!(shown.reached >= READABLE, "{hex} became {} in {theme:?}", shown.colour);
            }
        }
    }

    #[test]
    fn a_colour_that_can_be_read_already_stays_as_it_is() {
        let teal = Colour::parse("#0f5f5c").unwrap();
        let shown = Theme::Light.shows(teal);
        assert!(shown.colour == teal && !shown.is_moved(), "{shown:?}");
        assert!(Theme::Dark.shows(teal).is_moved());
    }

    #[test]
    fn contrast_runs_from_one_to_twenty_one() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 1e-9);
        assert!((WHITE.contrast(WHITE) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_no_colour_is_not_read_as_one() {
        for strange in ["", "red", "#12", "#12345g", "12345678", "#}body{x:1", "#áé12"] {
            assert!(Colour::parse(strange).is_none(), "{strange}");
        }
        assert_eq!(Colour::parse("#8A3D77").unwrap().to_string(), "#8a3d77");
    }
}
