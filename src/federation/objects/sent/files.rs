//! What stands beside the text: files, links, hashtags and mentions.

use serde_json::{Value, json};

use super::publication::wire_type;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::publication::{Attachment, Details, Publication};
use crate::domain::text::fold;

/// Pictures first, because some show only the first; of an event the page last, under the name Mobilizon looks for.
pub fn attachments(app: &App, p: &Publication, d: &Details, page: &str) -> Vec<Value> {
    let (pictures, others): (Vec<&Attachment>, Vec<&Attachment>) =
        d.attachments.iter().partition(|file| file.is_image());
    let mut list: Vec<Value> =
        pictures.into_iter().chain(others).filter_map(|file| attachment(app, file)).collect();
    if wire_type(p) == "Event" {
        let link = p.online_url.as_deref().unwrap_or(page);
        list.push(json!({"type": "Link", "mediaType": "text/html", "href": link, "name": "Website"}));
    }
    list
}

fn attachment(app: &App, file: &Attachment) -> Option<Value> {
    let url = app.uri(&format!("/media/{}", file.file.as_ref()?));
    let kind = match file.media_type.split('/').next() {
        Some("image") => "Image",
        Some("audio") => "Audio",
        Some("video") => "Video",
        _ => "Document",
    };
    let mut value = json!({"type": kind, "mediaType": file.media_type, "url": url, "name": file.alt});
    if let (Some(width), Some(height)) = (file.width, file.height) {
        value["width"] = json!(width);
        value["height"] = json!(height);
    }
    if let Some(blurhash) = &file.blurhash {
        value["blurhash"] = json!(blurhash);
    }
    Some(value)
}

/// Everybody named, so that they are told, and every hashtag.
pub fn tags(app: &App, d: &Details, mentioned: &[Actor]) -> Vec<Value> {
    let mentions = mentioned.iter().map(|actor| {
        json!({"type": "Mention", "href": actor.uri, "name": format!("@{}", actor.address(&app.host()))})
    });
    let hashtags = d.tags.iter().map(|tag| {
        json!({"type": "Hashtag", "name": format!("#{tag}"), "href": app.uri(&format!("/tags/{}", fold(tag)))})
    });
    mentions.chain(hashtags).collect()
}
