//! Roles a person holds in an organisation.

super::word::words! {
    /// What a person may do for an organisation, from most to least.
    Role {
        /// Manages the organisation's people and profile.
        Administrator = "administrator",
        /// Publishes, calls, follows in its name.
        Coordinator = "coordinator",
        /// Writes and publishes.
        Editor = "editor",
        /// Signs communiqués for it.
        Signatory = "signatory",
        /// Reads what is for the organisation only.
        Member = "member",
    }
}
