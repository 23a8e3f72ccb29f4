//! Themes: the shared vocabulary by which actions of many territories are found.

super::word::words! {
    /// A theme of the alliance's work. On the wire: `https://w3id.org/comarca/theme#word`.
    Theme {
        Welcome = "welcome",
        Registration = "registration",
        Citizenship = "citizenship",
        Housing = "housing",
        Health = "health",
        Education = "education",
        Language = "language",
        Work = "work",
        Rights = "rights",
        Regularisation = "regularisation",
        Borders = "borders",
        Rural = "rural",
        Culture = "culture",
        Participation = "participation",
        Gender = "gender",
        Youth = "youth",
        Advocacy = "advocacy",
        Research = "research",
    }
}

/// What theme IRIs begin with.
pub const IRI_BASE: &str = "https://w3id.org/comarca/theme#";

impl Theme {
    /// The IRI that stands for it on the wire.
    pub fn iri(self) -> String {
        format!("{IRI_BASE}{self}")
    }

    /// Reads an IRI back; `None` for themes of other vocabularies.
    pub fn from_iri(iri: &str) -> Option<Self> {
        iri.strip_prefix(IRI_BASE).and_then(Theme::parse)
    }
}
