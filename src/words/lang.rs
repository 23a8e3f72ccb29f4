//! The five languages of the interface, and which way each is written.

/// A language the interface speaks completely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    Es,
    Fr,
    En,
    Pt,
    Ar,
}

/// The direction a language is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dir {
    Ltr,
    Rtl,
}

impl Lang {
    pub const ALL: [Lang; 5] = [Lang::Es, Lang::Fr, Lang::En, Lang::Pt, Lang::Ar];

    /// The BCP 47 tag, as in `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Es => "es",
            Lang::Fr => "fr",
            Lang::En => "en",
            Lang::Pt => "pt",
            Lang::Ar => "ar",
        }
    }

    /// The language's own name for itself: menus show no flags.
    pub fn name(self) -> &'static str {
        match self {
            Lang::Es => "Español",
            Lang::Fr => "Français",
            Lang::En => "English",
            Lang::Pt => "Português",
            Lang::Ar => "العربية",
        }
    }

    /// The language of a tag such as `pt` or `pt-BR`, when it is one of the five.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Lang::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(primary))
    }

    /// The direction it is written in.
    pub fn dir(self) -> Dir {
        match self {
            Lang::Ar => Dir::Rtl,
            _ => Dir::Ltr,
        }
    }

    /// The place of this language in [`Lang::ALL`], for tables built once per language.
    pub(super) fn index(self) -> usize {
        self as usize
    }

    /// The locale dates and numbers are written in: the day before the month and 24 hours everywhere.
    pub(super) fn locale(self) -> icu::locale::Locale {
        use icu::locale::locale;
        match self {
            Lang::Es => locale!("es"),
            Lang::Fr => locale!("fr"),
            Lang::En => locale!("en-GB"),
            Lang::Pt => locale!("pt"),
            Lang::Ar => locale!("ar-u-hc-h23"),
        }
    }
}

impl Dir {
    /// As in `<html dir>`.
    pub fn tag(self) -> &'static str {
        match self {
            Dir::Ltr => "ltr",
            Dir::Rtl => "rtl",
        }
    }
}
