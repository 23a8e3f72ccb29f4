//! From what an author gave before to the fields of the form, and what a new form begins with.

use crate::domain::action::JoinMode;
use crate::domain::content::Content;
use crate::domain::place::Precision;
use crate::domain::publication::Kind;
use crate::domain::theme::Theme;
use crate::domain::visibility::Visibility;
use crate::web::fields::Fields;
use crate::web::moments::in_zone;
use crate::web::reader::Reader;
use crate::words::Lang;
use chrono::{DateTime, Duration, Utc};

/// A new form: for everybody, in the reader's language, in a zone where that language is spoken.
pub fn blank(reader: &Reader, kind: Kind) -> Fields {
    let mut fields = Fields::default();
    fields.put("visibility", Visibility::Public.as_str());
    fields.put("language", reader.lang().tag());
    fields.put("time_zone", zone_of(reader.lang()));
    fields.put("place_precision", Precision::Exact.as_str());
    fields
        .put("join_mode", if kind == Kind::Meeting { JoinMode::Restricted } else { JoinMode::Free }.as_str());
    fields.put("licence", "https://creativecommons.org/licenses/by/4.0/");
    fields
}

/// The words of a template, and of a meeting when it could be: in two weeks, in the evening.
pub fn from_template(reader: &Reader, template: &str, now: DateTime<Utc>, fields: &mut Fields) {
    for field in ["title", "summary", "body"] {
        fields.put(field, reader.t(&format!("template-{template}-{field}")));
    }
    fields.put("themes", Theme::Welcome.as_str());
    match template {
        "meeting" => {
            let day = (now + Duration::days(14)).format("%Y-%m-%d").to_string();
            fields.put("starts_at", day);
            fields.put("starts_time", "18:00");
            fields.put("ends_time", "19:30");
        }
        "guide" => fields.put("resource_type", "guide"),
        _ => {}
    }
}

/// Where most who read a language live, to begin with.
pub fn zone_of(lang: Lang) -> &'static str {
    match lang {
        Lang::Es => "Europe/Madrid",
        Lang::Fr => "Europe/Paris",
        Lang::En => "Europe/London",
        Lang::Pt => "America/Sao_Paulo",
        Lang::Ar => "Africa/Casablanca",
    }
}

/// The form of something that was written before.
pub fn of(content: &Content) -> Fields {
    let mut fields = Fields::default();
    words(content, &mut fields);
    dates(content, &mut fields);
    place(content, &mut fields);
    for item in &content.items {
        fields.put("item_kind", item.kind.as_str());
        fields.put("item_text", item.text.clone());
        fields.put("item_owner", item.owner.clone().unwrap_or_default());
        fields.put("item_due", item.due.clone().unwrap_or_default());
    }
    for translation in &content.translations {
        fields.put("tr_language", translation.language.clone());
        fields.put("tr_title", translation.title.clone().unwrap_or_default());
        fields.put("tr_summary", translation.summary.clone().unwrap_or_default());
        fields.put("tr_body", translation.body.clone());
    }
    if let Some(poll) = &content.poll {
        fields.put("poll", poll.choices.join("\n"));
        fields.put("poll_ends", poll.closes_at.map(|end| end.date_naive().to_string()).unwrap_or_default());
        if poll.multiple {
            fields.put("poll_multiple", "1");
        }
    }
    if let Some(quoted) = content.quote {
        fields.put("quote", quoted.to_string());
    }
    for id in &content.attachments {
        fields.put("file", id.to_string());
    }
    fields
}

fn words(content: &Content, fields: &mut Fields) {
    fields.put("visibility", content.visibility.as_str());
    fields.put("language", content.language.clone());
    fields.put("body", content.body.clone());
    let texts = [
        ("title", &content.title),
        ("summary", &content.summary),
        ("about_uri", &content.about_uri),
        ("since", &content.since),
        ("resource_type", &content.resource_type),
        ("licence", &content.licence),
        ("online_url", &content.online_url),
    ];
    for (name, text) in texts {
        fields.put(name, text.clone().unwrap_or_default());
    }
    for theme in &content.themes {
        fields.put("themes", theme.as_str());
    }
    let partner = |p: &crate::domain::publication::Partner| match &p.uri {
        Some(uri) => format!("{} | {uri}", p.name),
        None => p.name.clone(),
    };
    fields.put("partners", content.partners.iter().map(partner).collect::<Vec<_>>().join("\n"));
    fields.put("stage", content.stage.map_or("", |stage| stage.as_str()));
    if content.cancelled {
        fields.put("cancelled", "1");
    }
}

fn dates(content: &Content, fields: &mut Fields) {
    if let Some(deadline) = content.deadline {
        fields.put("deadline", deadline.format("%Y-%m-%d").to_string());
    }
    let Some(occasion) = &content.occasion else { return fields.put("time_zone", "Europe/Madrid") };
    fields.put("time_zone", occasion.zone.clone());
    let ends =
        [("starts_at", "starts_time", Some(occasion.starts_at)), ("ends_at", "ends_time", occasion.ends_at)];
    for (day, time, at) in ends {
        if let Some(at) = at.map(|at| in_zone(at, &occasion.zone)) {
            fields.put(day, at.format("%Y-%m-%d").to_string());
            fields.put(time, at.format("%H:%M").to_string());
        }
    }
}

fn place(content: &Content, fields: &mut Fields) {
    let place = &content.place;
    let texts = [
        ("place", &place.name),
        ("place_address", &place.address),
        ("place_locality", &place.locality),
        ("place_country", &place.country),
    ];
    for (name, text) in texts {
        fields.put(name, text.clone().unwrap_or_default());
    }
    for (name, degrees) in [("latitude", place.latitude), ("longitude", place.longitude)] {
        fields.put(name, degrees.map(|d| d.to_string()).unwrap_or_default());
    }
    fields.put("place_precision", content.place_precision.as_str());
    fields.put("join_mode", content.join_mode.as_str());
    fields.put("capacity", content.capacity.map(|c| c.to_string()).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::minutes::{Item, ItemKind};
    use crate::domain::publication::{Partner, Translation, TranslationState};
    use crate::domain::time::Occasion;

    #[test]
    fn what_was_written_fills_the_form_that_reads_it_back() {
        let mut action = Content::new(Kind::Action, Visibility::Quiet, "fr");
        action.title = Some("Semaine d'accueil".into());
        action.body = "Uno\n\ndos".into();
        action.themes = vec![Theme::Welcome, Theme::Rights];
        action.partners =
            vec![Partner { name: "Riba".into(), uri: Some("https://riba.example/ap/a/riba".into()) }];
        let starts_at = "2027-06-12T16:00:00Z".parse().unwrap();
        action.occasion = Some(Occasion { starts_at, ends_at: None, zone: "Europe/Paris".into() });
        action.place.locality = Some("Lyon".into());
        action.capacity = Some(40);
        action.translations = vec![Translation {
            language: "es".into(),
            title: Some("Semana de acogida".into()),
            summary: None,
            body: String::new(),
            html: String::new(),
            state: TranslationState::Human,
        }];
        assert_eq!(super::super::read::content(Kind::Action, &of(&action)), Ok(action));

        let mut minutes = Content::new(Kind::Minutes, Visibility::Public, "es");
        minutes.title = Some("Acta".into());
        minutes.join_mode = JoinMode::Free;
        let due = Some("2027-04-22".to_owned());
        minutes.items = vec![Item { kind: ItemKind::Commitment, text: "Guía".into(), owner: None, due }];
        assert_eq!(super::super::read::content(Kind::Minutes, &of(&minutes)), Ok(minutes));
    }
}
