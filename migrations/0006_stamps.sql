-- Stamps: consent by organisations, as links of their chains; alliances, their charters and what follows from both.

-- A key that its owner declared compromised proves nothing made from this instant on.
alter table actor_key add column void_from timestamptz;

-- Every proved link that is known here, of organisations here and elsewhere, two under one number where one forked.
create table stamp (
    digest text primary key not null,
    id bigint not null unique,                   -- in the order of arrival
    uri text not null,
    giver text not null,                         -- actor URIs: copies outlive the actors' nodes
    seq bigint not null,
    prev text,
    at timestamptz not null,
    key_id text not null,
    act text not null check (act in ('give', 'revoke')),
    kind text not null check (kind in ('membership', 'endorsement', 'coorganiser', 'adoption', 'recognition')),
    target text not null,
    alliance text,
    text_digest text,
    valid_from timestamptz not null,
    valid_until timestamptz,
    revokes text,
    reservation text,
    json text not null
);
create index stamp_giver on stamp (giver, seq);
create index stamp_uri on stamp (uri);
create index stamp_target on stamp (target, kind);
create index stamp_alliance on stamp (alliance) where alliance is not null;

-- Who asked whom for a stamp.
create table stamp_request (
    id bigint primary key not null,
    uri text not null unique,                    -- of the Offer
    asker text not null,
    giver text not null,
    kind text not null,
    target text not null,
    alliance text,
    text_digest text,
    note text,
    due timestamptz,
    state text not null check (state in ('asked', 'prepared', 'granted', 'refused')),
    prepared_by bigint references person (id) on delete set null,
    reservation text,
    result text,                                 -- the stamp's URI
    at timestamptz not null,
    answered_at timestamptz
);
create index stamp_request_giver on stamp_request (giver, state);
create index stamp_request_target on stamp_request (target);

create table alliance (
    uri text primary key not null,               -- of its first charter
    slug text not null unique,
    digest text not null
);

create table charter (
    digest text primary key not null,
    uri text not null,
    alliance text not null references alliance (uri) on delete cascade,
    amends text,
    body text not null,                          -- as the rules see it, in JSON
    json text not null                           -- as it was signed
);
create index charter_alliance on charter (alliance);

-- The members now, computed from the links: derived, and made anew whenever one arrives or its time comes.
create table roster_member (
    alliance text not null references alliance (uri) on delete cascade,
    actor text not null,
    host text not null,
    since timestamptz not null,
    sponsors text not null,                      -- actor URIs separated by spaces
    primary key (alliance, actor)
);
create index roster_member_actor on roster_member (actor);
create index roster_member_host on roster_member (host);

-- What did not count and why, for the administrators.
create table suspicion (
    id bigint primary key not null,
    at timestamptz not null,
    giver text not null,
    why text not null,
    about text not null,                         -- a link's digest, or what was claimed
    unique (why, about)
);
