//! How a node looks: its own colour, which pages move until it can be read, and its logo, which is that of the
//! organisation it belongs to. Whoever looks after the node decides both.

use super::acting::Acting;
use super::media;
use super::profile::{self, Change};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::colour::Colour;
use crate::domain::refusal::{Refusal, Refusals};
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::federation::outbox::{Outgoing, send};
use crate::store::{Tx, actors, people, settings};
use bytes::Bytes;

/// The setting that holds the colour, as `#0f5f5c`; empty for the house's own.
pub const COLOUR: &str = "colour";

/// The colours that are offered: the house's own, and others that go with its paper. The ends of `shade-…` keys.
pub const SHADES: [(&str, Colour); 8] = [
    ("teal", Colour([0x0f, 0x5f, 0x5c])),
    ("blue", Colour([0x1f, 0x4e, 0x8c])),
    ("slate", Colour([0x39, 0x56, 0x6b])),
    ("plum", Colour([0x6b, 0x2d, 0x5c])),
    ("carmine", Colour([0x9b, 0x1c, 0x4a])),
    ("terracotta", Colour([0xb0, 0x45, 0x2a])),
    ("ochre", Colour([0x8a, 0x5a, 0x00])),
    ("green", Colour([0x2f, 0x6b, 0x34])),
];

/// The colour of the node, when it has one of its own.
pub async fn colour(tx: &mut Tx) -> Result<Option<Colour>> {
    Ok(settings::find(tx, COLOUR).await?.as_deref().and_then(Colour::parse))
}

/// Sets the colour of the node, `#rrggbb`, or takes it back when empty. Only an administrator may.
pub async fn set_colour(app: &App, acting: &Acting, colour: &str) -> Result<()> {
    may_decide(acting)?;
    let colour = colour.trim().to_ascii_lowercase();
    check(&colour)?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                settings::put(tx, COLOUR, &colour).await?;
                acting.record(&own, tx, None, "colour", &colour).await
            })
        })
        .await
}

/// Checks a colour that somebody chose: `#rrggbb`, or empty for the house's own.
pub fn check(colour: &str) -> Result<(), Refusals> {
    let is_colour = colour.starts_with('#') && Colour::parse(colour).is_some();
    if colour.is_empty() || is_colour { Ok(()) } else { Err(Refusal::ColourInvalid.at("colour")) }
}

/// Sets the logo of the node from the bytes of a picture, as media of a profile are checked and kept; followers
/// elsewhere are told. Refuses while the node belongs to no organisation, and who does not look after the node.
pub async fn set_logo(app: &App, acting: &Acting, bytes: Bytes) -> Result<Actor> {
    let acting = for_the_house(app, acting).await?;
    profile::change(app, &acting, Change { icon: Some(bytes), ..Change::default() }).await
}

/// Takes the logo away again: the weave stands in its place.
pub async fn remove_logo(app: &App, acting: &Acting) -> Result<()> {
    let acting = for_the_house(app, acting).await?;
    let own = app.clone();
    let unused = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let old = actors::find(tx, acting.actor.id).await?.ok_or(Error::NotFound)?;
                let new = Actor { icon: None, ..old.clone() };
                actors::upsert(tx, &new).await?;
                acting.log(&own, tx, "profile", "").await?;
                send(&own, tx, &new, Outgoing::UpdateActor).await?;
                Ok(old.icon)
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    media::remove(app, unused.into_iter().collect()).await;
    Ok(())
}

fn may_decide(acting: &Acting) -> Result<(), Refusal> {
    if acting.person.administrator { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Who looks after the node gives its organisation a face, whatever their role in it.
async fn for_the_house(app: &App, acting: &Acting) -> Result<Acting> {
    may_decide(acting)?;
    let own = people::own_organisation(&mut app.db.read().await?).await?.ok_or(Error::NotFound)?;
    Ok(Acting { person: acting.person.clone(), actor: own, role: Some(Role::Administrator) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::colour::Theme;
    use crate::node::testing;

    #[tokio::test]
    async fn an_administrator_gives_the_node_its_colour_and_nobody_else_does() {
        let node = testing::node().await;
        let refused = set_colour(&node.app, &node.ana, "#8a3d77").await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        let mut admin = node.ana.clone();
        admin.person.administrator = true;
        for wrong in ["rojo", "8a3d77", "#8a3d7"] {
            assert!(set_colour(&node.app, &admin, wrong).await.is_err(), "{wrong}");
        }
        set_colour(&node.app, &admin, "#8A3D77").await.unwrap();
        let mut tx = node.app.db.read().await.unwrap();
        assert_eq!(colour(&mut tx).await.unwrap().unwrap().to_string(), "#8a3d77");
        drop(tx);
        set_colour(&node.app, &admin, "").await.unwrap();
        assert_eq!(colour(&mut node.app.db.read().await.unwrap()).await.unwrap(), None);
    }

    #[test]
    fn what_is_offered_can_be_read_on_paper_as_it_is() {
        for (name, shade) in SHADES {
            assert!(!Theme::Light.shows(shade).is_moved(), "{name}");
        }
    }
}
