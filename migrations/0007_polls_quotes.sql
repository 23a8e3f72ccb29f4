-- Polls, quotes, the emoji of others.

create table poll (
    publication_id bigint primary key not null references publication (id) on delete cascade,
    multiple boolean not null,
    closes_at timestamptz,
    closed_at timestamptz,                       -- told so by its author, or announced by us
    voters bigint not null default 0
);

create table poll_option (
    publication_id bigint not null references poll (publication_id) on delete cascade,
    position bigint not null,
    title text not null,
    votes bigint not null default 0,             -- as the author's node counts
    primary key (publication_id, position)
);

create table vote (
    uri text primary key not null,
    publication_id bigint not null references poll (publication_id) on delete cascade,
    actor_id bigint not null references actor (id) on delete cascade,
    position bigint not null,
    created_at timestamptz not null,
    unique (publication_id, actor_id, position)
);

-- What a publication quotes (FEP-044f), and whether its author agreed.
create table quote (
    publication_id bigint primary key not null references publication (id) on delete cascade,
    quoted_uri text not null,
    quoted_id bigint references publication (id) on delete set null,
    state text not null check (state in ('linked', 'pending', 'accepted', 'rejected', 'revoked')),
    request_uri text,                            -- our question to the author
    authorization_uri text                       -- the author's word
);
create index quote_quoted on quote (quoted_id);
create index quote_quoted_uri on quote (quoted_uri) where quoted_id is null;
create index quote_authorization on quote (authorization_uri) where authorization_uri is not null;
create index quote_request on quote (request_uri) where request_uri is not null;

-- The word we gave to others that they may quote something of ours; it can be looked up until it is taken back.
create table quote_stamp (
    id bigint primary key not null,
    quoted_id bigint not null references publication (id) on delete cascade,
    quoting_uri text not null,
    actor_id bigint not null references actor (id) on delete cascade,
    created_at timestamptz not null,
    revoked_at timestamptz,
    unique (quoted_id, quoting_uri)
);

-- Who may quote a publication of ours; everybody where nothing is said.
create table quote_policy (
    publication_id bigint primary key not null references publication (id) on delete cascade,
    policy text not null check (policy in ('followers', 'nobody'))
);

-- Little pictures that stand for a word in somebody else's text.
create table publication_emoji (
    publication_id bigint not null references publication (id) on delete cascade,
    shortcode text not null,
    url text not null,
    primary key (publication_id, shortcode)
);
