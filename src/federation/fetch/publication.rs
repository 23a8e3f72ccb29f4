//! Publications of others, as the crate sees them: read from the store, else taken from their own document.

use activitypub_federation::config::Data;
use activitypub_federation::fetch::object_id::ObjectId;
use activitypub_federation::traits::Object;
use async_trait::async_trait;
use serde_json::{Value, json};
use url::Url;

use super::actor::{RemoteActor, verify_origin};
use super::{Trouble, alive, pass};
use crate::app::WeakApp;
use crate::domain::publication::Publication;
use crate::federation::arrival;
use crate::federation::objects::received::publication::{self as received, Found};
use crate::federation::origin;
use crate::federation::peers::Peer;
use crate::store::publications;

/// A publication that lives elsewhere.
#[derive(Debug)]
pub struct RemotePublication {
    publication: Publication,
    id: Url,
}

impl RemotePublication {
    pub fn into_publication(self) -> Publication {
        self.publication
    }

    fn of(publication: Publication) -> Result<Self, Trouble> {
        let id = origin::parse_id(&publication.uri).ok_or(Trouble::Nonsense("this is no address"))?;
        Ok(RemotePublication { publication, id: pass::named(id) })
    }
}

#[async_trait]
impl Object for RemotePublication {
    type DataType = WeakApp;
    type Kind = Value;
    type Error = Trouble;

    fn id(&self) -> &Url {
        &self.id
    }

    async fn read_from_id(id: Url, data: &Data<WeakApp>) -> Result<Option<Self>, Trouble> {
        let app = alive(data)?;
        let mut tx = app.db.read().await?;
        let found = publications::find_by_uri(&mut tx, pass::unnamed(&id).as_str()).await?;
        found.map(RemotePublication::of).transpose()
    }

    async fn into_json(self, _: &Data<WeakApp>) -> Result<Value, Trouble> {
        Ok(json!({"id": self.publication.uri, "type": "Link", "href": self.publication.uri}))
    }

    async fn verify(json: &Value, from: &Url, data: &Data<WeakApp>) -> Result<(), Trouble> {
        verify_origin(json, from, &alive(data)?)
    }

    async fn from_json(json: Value, data: &Data<WeakApp>) -> Result<Self, Trouble> {
        let app = alive(data)?;
        let document = json.as_object().ok_or(Trouble::Nonsense("the document is not an object"))?;
        let found = received::read(document).ok_or(Trouble::Nonsense("the document is no publication"))?;
        let author = author(&found, data).await?;
        let arrived = arrival::make(&app, &found, &author, Value::from(document.clone()).to_string()).await?;
        RemotePublication::of(arrival::settle(&app, arrived).await?)
    }
}

/// The one it is by: the first of its owners who lives where it lives (FEP-fe34, INTEROP 120).
async fn author(found: &Found, data: &Data<WeakApp>) -> Result<Peer, Trouble> {
    let nobody = Trouble::Nonsense("the publication is not by somebody of its origin");
    let owner = found.owners.iter().find(|owner| origin::same(owner, &found.uri)).ok_or(nobody)?;
    let owner = origin::parse_id(owner).ok_or(Trouble::Missing)?;
    let id: ObjectId<RemoteActor> = ObjectId::from(pass::named(owner));
    let actor = id.dereference(data).await?.into_actor();
    // AUT-11: who is suspended or gone is not listened to, wherever its words come from.
    Peer::of(&actor).filter(|peer| peer.active).ok_or(Trouble::Unwelcome)
}
