//! How a node looks: its own colour, which pages move until it can be read.

use super::acting::Acting;
use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::error::Result;
use crate::store::settings;

/// The setting that holds the colour, as `#0f5f5c`; empty for the house's own.
pub const COLOUR: &str = "colour";

/// Sets the colour of the node, `#rrggbb`, or takes it back when empty. Only an administrator may.
pub async fn set_colour(app: &App, acting: &Acting, colour: &str) -> Result<()> {
    if !acting.person.administrator {
        return Err(Refusal::NotAllowed.into());
    }
    let colour = colour.trim().to_ascii_lowercase();
    if !colour.is_empty() && !is_colour(&colour) {
        return Err(Refusal::ColourInvalid.into());
    }
    app.db.write(move |tx| Box::pin(async move { settings::put(tx, COLOUR, &colour).await })).await
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.chars().all(|c| c.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::node::testing;

    #[tokio::test]
    async fn an_administrator_gives_the_node_its_colour_and_nobody_else_does() {
        let node = testing::node().await;
        let refused = set_colour(&node.app, &node.ana, "#8a3d77").await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        let mut admin = node.ana.clone();
        admin.person.administrator = true;
        assert!(set_colour(&node.app, &admin, "rojo").await.is_err());
        set_colour(&node.app, &admin, "#8A3D77").await.unwrap();
        let mut tx = node.app.db.read().await.unwrap();
        assert_eq!(settings::find(&mut tx, COLOUR).await.unwrap().as_deref(), Some("#8a3d77"));
    }
}
