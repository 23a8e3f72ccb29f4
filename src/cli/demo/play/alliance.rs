//! The alliance of the demo: founded by the first organisation of each node, joined by the others, and with a communiqué
//! that the founders sign. Every step looks first whether it was done.

use super::{Part, eventually};
use crate::cli::demo::programme::{self, Entry};
use crate::cli::who;
use crate::domain::actor::Actor;
use crate::domain::charter::{Sponsors, Wording};
use crate::domain::service::Service;
use crate::domain::stamp::StampKind;
use crate::node::acting::Acting;
use crate::node::alliance::{self, Plan};
use crate::node::{cosign, recognition, stamp};
use crate::store::alliances::{self, Alliance};
use crate::store::stamps::{self, Request};
use anyhow::{Context, Result};
use chrono::TimeDelta;

const SLUG: &str = "alianza";
/// How many members vouch for a new one.
const SPONSORS: usize = 2;

impl Part<'_> {
    /// Founds the alliance with the others, or signs what the founder wrote, and brings the guests in.
    pub(super) async fn ally(&self) -> Result<()> {
        let founders: Vec<String> =
            self.alliance.node.iter().map(|node| node.organisation[0].username.clone()).collect();
        let own = &self.own().organisation[0].username;
        if self.index == 0 {
            self.found(&founders).await?;
        } else {
            self.grant(own, StampKind::Membership, &self.actor_uri(own)?).await?;
        }
        let alliance = eventually("the alliance", || self.known()).await?;
        eventually("the founders", || self.are_members(&alliance, &founders)).await?;
        for guest in &self.own().organisation[1..] {
            let mut sponsors = Vec::new();
            for sponsor in &founders[..SPONSORS] {
                sponsors.push(eventually(sponsor, || self.meet(sponsor)).await?);
            }
            if self.are_members(&alliance, std::slice::from_ref(&guest.username)).await?.is_none() {
                alliance::join(self.app, &self.acting(&guest.username).await?, &alliance, &sponsors).await?;
            }
        }
        let guests: Vec<String> = self
            .alliance
            .node
            .iter()
            .flat_map(|node| &node.organisation[1..])
            .map(|guest| guest.username.clone())
            .collect();
        if self.index < SPONSORS {
            for guest in &guests {
                self.grant(own, StampKind::Membership, &self.actor_uri(guest)?).await?;
            }
        }
        eventually("the guests", || self.are_members(&alliance, &guests)).await?;
        Ok(())
    }

    async fn found(&self, founders: &[String]) -> Result<()> {
        if self.known().await?.is_some() {
            return Ok(());
        }
        let mut others = Vec::new();
        for founder in &founders[1..] {
            others.push(eventually(founder, || self.meet(founder)).await?);
        }
        let acting = self.acting(&founders[0]).await?;
        let wording = |language: &str, name: &str, text: &str| Wording {
            language: language.to_owned(),
            name: name.to_owned(),
            text: text.to_owned(),
        };
        let plan = Plan {
            slug: SLUG.to_owned(),
            colour: "#0f7a74".to_owned(),
            wordings: vec![
                wording(
                    "es",
                    "Alianza para las Migraciones",
                    "Nuestras ciudades, asociaciones y universidades acogen a quien llega.\n\nCada una decide en su casa; juntas publicamos, firmamos y nos avalamos.",
                ),
                wording(
                    "fr",
                    "Alliance pour les migrations",
                    "Nos villes, associations et universités accueillent qui arrive.\n\nChacune décide chez elle ; ensemble, nous publions, signons et nous parrainons.",
                ),
                wording(
                    "en",
                    "Alliance for Migrations",
                    "Our cities, associations and universities welcome whoever arrives.\n\nEach decides at home; together we publish, sign and vouch for one another.",
                ),
            ],
            sponsors: u32::try_from(SPONSORS)?,
            among: Sponsors::Members,
            quorum: 67,
        };
        alliance::found(self.app, &acting, plan, &others).await?;
        Ok(())
    }

    /// Asks the other founders to sign a communiqué of the first, or signs it as one of them: two persons, each.
    pub(super) async fn cosign(&self, all: &[Entry]) -> Result<()> {
        let Some(text) = all.iter().find(|entry| entry.key == programme::COMMUNIQUE) else { return Ok(()) };
        let p = self.arrival(text).await?;
        if self.is_here(&text.author) {
            let acting = self.acting(&text.author).await?;
            if stamps::asked_about(&mut self.app.db.read().await?, &p.uri).await?.is_empty() {
                let mut givers: Vec<Actor> = Vec::new();
                for node in &self.alliance.node {
                    let founder = &node.organisation[0].username;
                    givers.push(eventually(founder, || self.meet(founder)).await?);
                }
                cosign::ask(self.app, &acting, &p.uri, StampKind::Endorsement, &givers, None).await?;
            }
        }
        let own = &self.own().organisation[0].username;
        let actor = self.actor_uri(own)?;
        let asked = eventually("the request to sign", || self.open(&actor, StampKind::Endorsement, &p.uri));
        if let Some(request) = asked.await? {
            stamp::prepare(self.app, &self.acting(own).await?, request.id, None).await?;
            stamp::grant(self.app, &self.second(own).await?, request.id).await?;
        }
        Ok(())
    }

    /// The first two cities honour each other's cards: one promises and asks, the other promises the same.
    pub(super) async fn recognise(&self) -> Result<()> {
        let own = &self.own().organisation[0].username;
        let (first, second) = (
            &self.alliance.node[0].organisation[0].username,
            &self.alliance.node[1].organisation[0].username,
        );
        let promised = recognition::promises(self.app, &mut self.app.db.read().await?).await?;
        let giver = self.actor_uri(own)?;
        let is_done = promised.iter().any(|promise| promise.link.giver == giver);
        if self.index == 0 && !is_done {
            let other = eventually(second, || self.meet(second)).await?;
            let plan = recognition::Plan {
                services: vec![Service::Health, Service::Language, Service::Library, Service::Transport],
                from: None,
                until: Some(self.app.now() + TimeDelta::days(730)),
            };
            recognition::propose(self.app, &self.acting(own).await?, &other, &plan).await?;
        } else if self.index == 1 {
            self.grant(own, StampKind::Recognition, &self.actor_uri(first)?).await?;
        }
        Ok(())
    }

    /// Grants what is asked of an organisation of this node, once it is asked.
    async fn grant(&self, own: &str, kind: StampKind, target: &str) -> Result<()> {
        let giver = self.actor_uri(own)?;
        let asked = eventually("a request", || self.open(&giver, kind, target)).await?;
        if let Some(request) = asked {
            stamp::grant(self.app, &self.acting(own).await?, request.id).await?;
        }
        Ok(())
    }

    /// The open request about a target; nothing when it was answered before; not yet when nobody asked.
    async fn open(&self, giver: &str, kind: StampKind, target: &str) -> Result<Option<Option<Request>>> {
        let asked = stamps::asked_of(&mut self.app.db.read().await?, giver, 100).await?;
        let found = asked.into_iter().find(|one| one.kind == kind && one.target == target);
        Ok(found.map(|one| Some(one).filter(|one| matches!(one.state.as_str(), "asked" | "prepared"))))
    }

    async fn known(&self) -> Result<Option<Alliance>> {
        Ok(alliances::find_by_slug(&mut self.app.db.read().await?, SLUG).await?)
    }

    async fn are_members(&self, alliance: &Alliance, usernames: &[String]) -> Result<Option<()>> {
        let members = alliances::members(&mut self.app.db.read().await?, &alliance.uri).await?;
        for username in usernames {
            let uri = self.actor_uri(username)?;
            if members.iter().all(|member| member.actor != uri) {
                return Ok(None);
            }
        }
        Ok(Some(()))
    }

    /// The person who signs for an organisation besides the one who acts for it every day.
    async fn second(&self, organisation: &str) -> Result<Acting> {
        let mut persons = self.own().person.iter().filter(|person| person.acts_for == organisation);
        let signatory = persons.find(|person| person.role == crate::domain::role::Role::Signatory);
        let signatory = signatory.with_context(|| format!("nobody signs for {organisation}"))?;
        who::acting(self.app, &signatory.username, Some(organisation)).await
    }
}
