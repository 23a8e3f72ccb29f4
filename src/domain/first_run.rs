//! The first run of a node: what is asked, one thing after another.

super::word::words! {
    /// What is asked before anybody has an account.
    Step {
        Language = "language",
        Organisation = "organisation",
        Place = "place",
        Look = "look",
        /// The first administrator. With it the node begins.
        Person = "person",
    }
}

super::word::words! {
    /// What the first administrator is shown next, and may put off.
    Next {
        Codes = "codes",
        Address = "address",
        Mail = "mail",
        Backup = "backup",
        Publish = "publish",
    }
}

super::word::words! {
    /// What sort of organisation a node belongs to: a line of its profile.
    Sort {
        City = "city",
        Association = "association",
        University = "university",
        Network = "network",
        Other = "other",
    }
}

/// How many steps there are in all.
pub const STEPS: usize = Step::ALL.len() + Next::ALL.len();

impl Step {
    /// The step before this one.
    pub fn before(self) -> Option<Step> {
        Self::ALL.iter().copied().take_while(|step| *step != self).last()
    }

    /// Its number, from 1.
    pub fn number(self) -> usize {
        self as usize + 1
    }
}

impl Next {
    /// The step before this one; none before the first, because the account exists.
    pub fn before(self) -> Option<Next> {
        Self::ALL.iter().copied().take_while(|next| *next != self).last()
    }

    /// The step after this one.
    pub fn after(self) -> Option<Next> {
        Self::ALL.get(self as usize + 1).copied()
    }

    /// Its number, counted on from the steps before the account.
    pub fn number(self) -> usize {
        Step::ALL.len() + self as usize + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_are_counted_through_and_lead_back_and_on() {
        assert_eq!((Step::Language.number(), Step::Person.number()), (1, 5));
        assert_eq!((Next::Codes.number(), Next::Publish.number()), (6, STEPS));
        assert_eq!((Step::Language.before(), Step::Look.before()), (None, Some(Step::Place)));
        assert_eq!((Next::Codes.after(), Next::Publish.after()), (Some(Next::Address), None));
    }
}
