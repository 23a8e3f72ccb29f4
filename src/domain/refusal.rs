//! What a rule answers when it says no. The key is translated at the edge; the fields fill its blanks.

/// One refusal. `to_string` is its key in the locales.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("title-missing")]
    TitleMissing,
    #[error("title-too-long")]
    TitleTooLong { max: usize },
    #[error("summary-too-long")]
    SummaryTooLong { max: usize },
    #[error("body-missing")]
    BodyMissing,
    #[error("body-too-long")]
    BodyTooLong { max: usize },
    #[error("language-invalid")]
    LanguageInvalid,
    #[error("visibility-invalid")]
    VisibilityInvalid,
    #[error("kind-invalid")]
    KindInvalid,
    #[error("theme-unknown")]
    ThemeUnknown,
    #[error("date-missing")]
    DateMissing,
    #[error("date-out-of-range")]
    DateOutOfRange,
    #[error("ends-before-start")]
    EndsBeforeStart,
    #[error("zone-unknown")]
    ZoneUnknown,
    #[error("since-invalid")]
    SinceInvalid,
    #[error("place-invalid")]
    PlaceInvalid,
    #[error("link-invalid")]
    LinkInvalid,
    #[error("number-invalid")]
    NumberInvalid,
    #[error("minutes-item-invalid")]
    MinutesItemInvalid,
    #[error("too-many")]
    TooMany { max: usize },
    #[error("alt-too-long")]
    AltTooLong { max: usize },
    #[error("file-too-large")]
    FileTooLarge { max_mib: usize },
    #[error("file-kind-refused")]
    FileKindRefused,
    #[error("username-invalid")]
    UsernameInvalid,
    #[error("username-taken")]
    UsernameTaken,
    #[error("name-missing")]
    NameMissing,
    #[error("name-too-long")]
    NameTooLong { max: usize },
    #[error("email-invalid")]
    EmailInvalid,
    #[error("email-taken")]
    EmailTaken,
    #[error("password-too-short")]
    PasswordTooShort { min: usize },
    #[error("password-too-long")]
    PasswordTooLong { max: usize },
    #[error("password-too-common")]
    PasswordTooCommon,
    #[error("sign-in-failed")]
    SignInFailed,
    /// The account has no password, and the session is too old to stand for its owner.
    #[error("sign-in-again")]
    SignInAgain,
    #[error("passkey-refused")]
    PasskeyRefused,
    #[error("passkey-last")]
    PasskeyLast,
    #[error("mail-in-clear")]
    MailInClear,
    #[error("too-many-tries")]
    TooManyTries,
    #[error("invitation-invalid")]
    InvitationInvalid,
    #[error("code-wrong")]
    CodeWrong,
    #[error("name-not-repeated")]
    NameNotRepeated,
    #[error("not-confirmed")]
    NotConfirmed,
    #[error("address-unconfirmed")]
    AddressUnconfirmed,
    /// The account was asked for, and nobody decided yet.
    #[error("account-waits")]
    AccountWaits,
    #[error("nobody-chosen")]
    NobodyChosen,
    #[error("stamp-address")]
    StampAddress,
    #[error("stamp-unreachable")]
    StampUnreachable,
    #[error("rehearsing")]
    Rehearsing,
    #[error("place-unlisted")]
    PlaceUnlisted,
    #[error("link-used")]
    LinkUsed,
    #[error("role-invalid")]
    RoleInvalid,
    #[error("last-administrator")]
    LastAdministrator,
    #[error("not-allowed")]
    NotAllowed,
    #[error("not-boostable")]
    NotBoostable,
    #[error("follow-self")]
    FollowSelf,
    #[error("actor-gone")]
    ActorGone,
    #[error("address-unresolved")]
    AddressUnresolved,
    #[error("peer-blocked")]
    PeerBlocked,
    #[error("event-full")]
    EventFull,
    #[error("event-past")]
    EventPast,
    #[error("poll-choices")]
    PollChoices { max: usize },
    #[error("choice-invalid")]
    ChoiceInvalid { max: usize },
    #[error("poll-span")]
    PollSpan,
    #[error("poll-over")]
    PollOver,
    #[error("vote-invalid")]
    VoteInvalid,
    /// Other servers of a group's members would not know for whom it is.
    #[error("group-audience")]
    GroupAudience,
    #[error("thread-locked")]
    ThreadLocked,
    #[error("voted-already")]
    VotedAlready,
    #[error("quote-refused")]
    QuoteRefused,
    #[error("move-unanswered")]
    MoveUnanswered,
    #[error("moved-lately")]
    MovedLately,
    #[error("edited-meanwhile")]
    EditedMeanwhile,
    #[error("search-empty")]
    SearchEmpty,
    #[error("scope-unknown")]
    ScopeUnknown,
    #[error("application-unknown")]
    ApplicationUnknown,
    #[error("domain-invalid")]
    DomainInvalid,
    #[error("domain-own")]
    DomainOwn,
    #[error("list-known")]
    ListKnown,
    #[error("appealed-already")]
    AppealedAlready,
    #[error("founders-too-few")]
    FoundersTooFew,
    #[error("rule-invalid")]
    RuleInvalid,
    #[error("slug-invalid")]
    SlugInvalid,
    #[error("slug-taken")]
    SlugTaken,
    #[error("poll-own")]
    PollOwn,
    #[error("colour-invalid")]
    ColourInvalid,
    #[error("alliance-unknown")]
    AllianceUnknown,
    #[error("not-a-member")]
    NotAMember { alliance: String },
    #[error("stamp-own")]
    StampOwn,
    #[error("stamp-unknown")]
    StampUnknown,
    #[error("request-settled")]
    RequestSettled,
    #[error("second-person")]
    SecondPerson,
    #[error("deadline-past")]
    DeadlinePast,
    #[error("text-changed")]
    TextChanged,
    #[error("frozen")]
    Frozen,
    #[error("embargo-not-open")]
    EmbargoNotOpen,
    #[error("embargo-not-kept")]
    EmbargoNotKept { name: String },
    #[error("archive-unreadable")]
    ArchiveUnreadable,
    #[error("services-missing")]
    ServicesMissing,
    #[error("organisations-unknown")]
    OrganisationsUnknown { names: String },
    #[error("gives-no-stamps")]
    GivesNoStamps { name: String },
    #[error("setting-unknown")]
    SettingUnknown,
    #[error("setting-invalid")]
    SettingInvalid,
    #[error("number-outside")]
    NumberOutside { min: i64, max: i64 },
    #[error("folder-invalid")]
    FolderInvalid,
    #[error("folder-closed")]
    FolderClosed,
    #[error("town-unknown")]
    TownUnknown,
    /// A node that speaks with members alone, and has none to speak with.
    #[error("closed-alone")]
    ClosedAlone,
    #[error("registration-closed")]
    RegistrationClosed,
}

impl Refusal {
    /// The blanks of the message, by name.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TitleTooLong { max }
            | Self::SummaryTooLong { max }
            | Self::BodyTooLong { max }
            | Self::TooMany { max }
            | Self::AltTooLong { max }
            | Self::NameTooLong { max }
            | Self::PollChoices { max }
            | Self::ChoiceInvalid { max }
            | Self::PasswordTooLong { max } => vec![("max", max.to_string())],
            Self::PasswordTooShort { min } => vec![("min", min.to_string())],
            Self::NumberOutside { min, max } => vec![("min", min.to_string()), ("max", max.to_string())],
            Self::FileTooLarge { max_mib } => vec![("max", max_mib.to_string())],
            Self::OrganisationsUnknown { names } => vec![("names", names.clone())],
            Self::GivesNoStamps { name } => vec![("name", name.clone())],
            Self::NotAMember { alliance } => vec![("alliance", alliance.clone())],
            _ => Vec::new(),
        }
    }

    /// This refusal at the form field or JSON member it is about.
    pub fn at(self, field: &'static str) -> Refusals {
        Refusals(vec![(field, self)])
    }
}

/// Several refusals at once, each with the field it is about (`""` for the whole).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Refusals(pub Vec<(&'static str, Refusal)>);

impl Refusals {
    /// Notes a rule's answer under `field`.
    pub fn note(&mut self, field: &'static str, answer: Result<(), Refusal>) {
        if let Err(refusal) = answer {
            self.0.push((field, refusal));
        }
    }

    /// `Ok` when nothing was refused.
    pub fn into_result(self) -> Result<(), Refusals> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl From<Refusal> for Refusals {
    fn from(refusal: Refusal) -> Self {
        refusal.at("")
    }
}

impl std::fmt::Display for Refusals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, (field, refusal)) in self.0.iter().enumerate() {
            let gap = if index > 0 { ", " } else { "" };
            let colon = if field.is_empty() { "" } else { ": " };
            write!(f, "{gap}{field}{colon}{refusal}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusals {}
