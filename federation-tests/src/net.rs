//! A net of nodes that stand beside each other on loopback.

use crate::calendar::Calendar;
use crate::node::{Node, Plan};
use crate::papers::Authority;
use crate::peer::Peer;
use crate::postgres::Database;
use chrono::{DateTime, TimeDelta, Utc};
use std::ops::{Index, IndexMut};
use std::sync::Arc;
use tempfile::TempDir;

/// Some nodes, each with an organisation of its name, and perhaps one calendar for all.
pub struct Net {
    nodes: Vec<Node>,
    calendar: Option<Arc<Calendar>>,
    folder: TempDir,
}

/// A net about to be founded.
pub struct Founding<'a> {
    names: &'a [&'a str],
    on_postgres: Option<&'a str>,
    server: Option<String>,
    virtual_time: bool,
    secure: bool,
    gated: bool,
    settings: Vec<(&'static str, &'static str)>,
}

impl Net {
    /// Nodes on SQLite, in the present.
    pub async fn of(names: &[&str]) -> Net {
        Net::founding(names).stands().await
    }

    /// Nodes about which there is more to say.
    pub fn founding<'a>(names: &'a [&'a str]) -> Founding<'a> {
        Founding {
            names,
            on_postgres: None,
            server: None,
            virtual_time: false,
            secure: false,
            gated: false,
            settings: Vec::new(),
        }
    }

    /// The node of Barcelona.
    pub fn barcelona(&self) -> &Node {
        &self["barcelona"]
    }

    /// The node of Bilbao.
    pub fn bilbao(&self) -> &Node {
        &self["bilbao"]
    }

    /// The node of Palermo.
    pub fn palermo(&self) -> &Node {
        &self["palermo"]
    }

    /// All nodes.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Lets time pass for all nodes; needs virtual time.
    pub fn later(&self, time: TimeDelta) {
        self.calendar.as_ref().expect("this net was founded with virtual time").turns(time);
    }

    /// What time it is for all nodes; needs virtual time.
    pub fn now(&self) -> DateTime<Utc> {
        self.calendar.as_ref().expect("this net was founded with virtual time").now()
    }

    /// A server beside the net that follows a script, in the net's time.
    pub async fn stranger(&self) -> Peer {
        Peer::listens(self.calendar.clone()).await
    }

    /// Everybody follows everybody.
    pub async fn becomes_acquainted(&self) {
        for one in &self.nodes {
            for other in self.nodes.iter().filter(|other| other.name != one.name) {
                one.follows(&other.handle()).await;
            }
        }
    }

    /// The folder that goes when the net goes.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

impl Index<&str> for Net {
    type Output = Node;
    fn index(&self, name: &str) -> &Node {
        self.nodes.iter().find(|node| node.name == name).expect("a node of this net")
    }
}

impl IndexMut<&str> for Net {
    fn index_mut(&mut self, name: &str) -> &mut Node {
        self.nodes.iter_mut().find(|node| node.name == name).expect("a node of this net")
    }
}

impl<'a> Founding<'a> {
    /// Lets this node keep its data in PostgreSQL.
    pub fn on_postgres(mut self, name: &'a str) -> Self {
        self.on_postgres = Some(name);
        self
    }

    /// Lets this node keep its data on a PostgreSQL server of the test's own.
    pub fn on_server(mut self, name: &'a str, server: &str) -> Self {
        self.server = Some(server.to_owned());
        self.on_postgres(name)
    }

    /// Gives all nodes a calendar that the test turns.
    pub fn in_virtual_time(mut self) -> Self {
        self.virtual_time = true;
        self
    }

    /// Lets all nodes speak https, with certificates by an authority that all believe.
    pub fn with_https(mut self) -> Self {
        self.secure = true;
        self
    }

    /// Puts a gate before every node: what others send it goes through that, commands and clients do not.
    pub fn behind_gates(mut self) -> Self {
        self.gated = true;
        self
    }

    /// Gives all nodes one more setting.
    pub fn with(mut self, key: &'static str, value: &'static str) -> Self {
        self.settings.push((key, value));
        self
    }

    fn database(&self) -> Database {
        self.server.as_deref().map_or_else(Database::created, Database::created_on)
    }

    /// Founds and starts the nodes.
    pub async fn stands(self) -> Net {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let calendar = self.virtual_time.then(|| Arc::new(Calendar::in_folder(folder.path())));
        let authority = self.secure.then(|| Authority::in_folder(&folder.path().join("authority")));
        let mut nodes = Vec::new();
        for name in self.names {
            let database = (self.on_postgres == Some(*name)).then(|| self.database());
            let plan = Plan {
                database,
                calendar: calendar.clone(),
                authority: authority.clone(),
                gated: self.gated,
                settings: self.settings.clone(),
            };
            nodes.push(Node::founded(name, folder.path(), plan).await);
        }
        Net { nodes, calendar, folder }
    }
}
