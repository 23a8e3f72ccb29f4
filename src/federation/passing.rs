//! What others have to hear of as well: the followers of who began a thread or passed something on (`forwarding`), the
//! members of a group of ours (`groups`). It is queued in the write in which it is heard, so that no power cut comes between.

use bytes::Bytes;

use super::activities::{Activity, Verb};
use super::{forwarding, groups};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::error::Result;
use crate::store::Tx;

/// An activity that is passed on as it came.
pub struct Passing {
    activity: Activity,
    by: ActorId,
    body: Bytes,
    groups: Vec<Actor>,
    boosters: Vec<Actor>,
}

impl Passing {
    /// Whether somebody else has to hear of an activity by `by`: none for nearly all of them.
    pub async fn of(app: &App, activity: &Activity, by: ActorId, body: &Bytes) -> Result<Option<Passing>> {
        let groups = groups::meant(app, activity).await?;
        let boosters = forwarding::boosters(app, activity).await?;
        if groups.is_empty() && boosters.is_empty() && !forwarding::concerns(app, activity).await? {
            return Ok(None);
        }
        Ok(Some(Passing { activity: activity.clone(), by, body: body.clone(), groups, boosters }))
    }

    /// Queues it, in the caller's write, after what it does is written.
    pub async fn on(self, app: &App, tx: &mut Tx) -> Result<()> {
        let Ok(body) = std::str::from_utf8(&self.body) else { return Ok(()) };
        if matches!(self.activity.verb, Verb::Create | Verb::Update | Verb::Delete) {
            forwarding::forward(app, tx, &self.activity, &self.boosters, body).await?;
        }
        groups::hand_on(app, tx, self.groups, &self.activity, self.by, body).await
    }
}
