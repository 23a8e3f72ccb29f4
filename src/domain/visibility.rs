//! Who may see a publication. The store's query layer and every serialiser ask these rules.

super::word::words! {
    /// The audience of a publication.
    Visibility {
        /// Everybody, shown in public lists.
        Public = "public",
        /// Everybody who has the link; not in public lists.
        Quiet = "quiet",
        /// Accepted followers of the author.
        Followers = "followers",
        /// Verified members' nodes of the alliance only.
        Alliance = "alliance",
        /// Members of one working group.
        Group = "group",
        /// People with a role in the organisation.
        Organisation = "organisation",
        /// Anybody signed in on this node; never leaves it.
        Local = "local",
        /// The people and organisations named in it.
        Named = "named",
    }
}

impl Visibility {
    /// Whether anybody may read it without signing in.
    pub fn is_open(self) -> bool {
        matches!(self, Visibility::Public | Visibility::Quiet)
    }

    /// Whether it may leave this node at all.
    pub fn federates(self) -> bool {
        !matches!(self, Visibility::Local | Visibility::Organisation)
    }

    /// Whether somebody who can read it may pass it on with a boost.
    pub fn may_be_boosted(self) -> bool {
        self.is_open()
    }
}
