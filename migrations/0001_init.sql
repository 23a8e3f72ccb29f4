-- One schema for SQLite and PostgreSQL. Ids are made by the application (time-ordered, see src/ids.rs);
-- times are UTC with milliseconds; list-valued things are tables. Search indexes are derived and made in src/store/search.rs.

create table setting (
    name text primary key not null,
    value text not null
);

-- Everybody who can act: local ones have no host and own keys; remote ones are copies of what their origin says.
create table actor (
    id bigint primary key not null,
    uri text not null unique,
    kind text not null check (kind in ('person', 'organisation', 'group', 'application', 'service')),
    username text not null,
    host text,                                   -- null: lives on this node
    name text not null,
    summary text not null default '',            -- sanitised HTML
    url text,
    inbox text not null,
    shared_inbox text,
    outbox text,
    followers text,
    following text,
    featured text,
    icon text,
    image text,
    fields text not null default '[]',           -- JSON: [{"name": …, "value": HTML}]
    languages text not null default '',          -- space separated BCP 47 tags
    place_name text,
    latitude double precision,
    longitude double precision,
    locked boolean not null default false,       -- follows need approval
    discoverable boolean not null default true,
    comarca boolean not null default false,      -- its node speaks our namespace
    moved_to text,
    also_known_as text not null default '',      -- space separated URIs
    created_at timestamptz not null,
    fetched_at timestamptz,
    suspended_at timestamptz,
    deleted_at timestamptz
);
create unique index actor_local_username on actor (username) where host is null;
create index actor_handle on actor (username, host);
create index actor_host on actor (host);

create table actor_key (
    key_id text primary key not null,
    actor_id bigint not null references actor (id) on delete cascade,
    algorithm text not null check (algorithm in ('rsa', 'ed25519')),
    public_key text not null,                    -- SPKI PEM for rsa, multibase Multikey for ed25519
    wrapped_private bytea,                       -- local keys only, wrapped by the node key file
    fetched_at timestamptz not null,
    retired_at timestamptz
);
create index actor_key_actor on actor_key (actor_id);

create table person (
    id bigint primary key not null,
    actor_id bigint not null unique references actor (id) on delete cascade,
    email text unique,
    password_hash text not null,
    language text not null default 'es',
    administrator boolean not null default false, -- of the node
    created_at timestamptz not null,
    disabled_at timestamptz
);

-- Organisations hosted here; the first is the node's own.
create table organisation (
    actor_id bigint primary key not null references actor (id) on delete cascade,
    own boolean not null default false,
    created_at timestamptz not null
);

create table role (
    person_id bigint not null references person (id) on delete cascade,
    organisation_id bigint not null references organisation (actor_id) on delete cascade,
    role text not null check (role in ('administrator', 'coordinator', 'editor', 'signatory', 'member')),
    granted_at timestamptz not null,
    primary key (person_id, organisation_id)
);
create index role_organisation on role (organisation_id);

create table invitation (
    id bigint primary key not null,
    token_hash text not null unique,
    organisation_id bigint references organisation (actor_id) on delete cascade,
    role text not null,
    administrator boolean not null default false,
    created_by bigint references person (id) on delete set null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    used_by bigint references person (id) on delete set null,
    revoked_at timestamptz
);

create table session (
    token_hash text primary key not null,
    person_id bigint not null references person (id) on delete cascade,
    label text not null default '',
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null
);
create index session_person on session (person_id);

-- Who acted for an organisation or as an administrator; never content.
create table audit (
    id bigint primary key not null,
    at timestamptz not null,
    person_id bigint references person (id) on delete set null,
    organisation_id bigint references actor (id) on delete cascade,
    verb text not null,
    target text not null default ''
);
create index audit_organisation on audit (organisation_id, id);

create table oauth_app (
    id bigint primary key not null,
    client_id text not null unique,
    secret_hash text not null,
    name text not null,
    website text,
    redirect_uris text not null,                 -- one a line
    scopes text not null,
    created_at timestamptz not null
);

create table oauth_code (
    code_hash text primary key not null,
    app_id bigint not null references oauth_app (id) on delete cascade,
    person_id bigint not null references person (id) on delete cascade,
    acts_for bigint references organisation (actor_id) on delete cascade,
    redirect_uri text not null,
    scopes text not null,
    challenge text,                              -- PKCE S256
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);

create table oauth_token (
    id bigint primary key not null,
    token_hash text not null unique,
    app_id bigint references oauth_app (id) on delete cascade,
    person_id bigint references person (id) on delete cascade,  -- null: the app itself
    acts_for bigint references organisation (actor_id) on delete cascade,
    code_hash text,
    scopes text not null,
    created_at timestamptz not null,
    seen_at timestamptz,
    revoked_at timestamptz
);
create index oauth_token_person on oauth_token (person_id);
create index oauth_token_code on oauth_token (code_hash);

-- The spine: anything an organisation, a group or a person publishes, here or elsewhere.
create table publication (
    id bigint primary key not null,
    uri text not null unique,
    kind text not null check (kind in ('post', 'action', 'resource', 'meeting', 'minutes', 'call', 'campaign', 'communique', 'event', 'article')),
    status text not null check (status in ('draft', 'published', 'withdrawn')),
    local boolean not null,
    author_id bigint not null references actor (id) on delete cascade,
    acted_by bigint references person (id) on delete set null,
    visibility text not null check (visibility in ('public', 'quiet', 'followers', 'alliance', 'group', 'organisation', 'local', 'named')),
    language text,
    title text,
    summary text,
    body text not null default '',               -- Markdown, as its author wrote it; empty for remote ones
    html text not null default '',               -- sanitised
    url text,
    sensitive boolean not null default false,
    in_reply_to_id bigint references publication (id) on delete set null,
    in_reply_to_uri text,
    thread_id bigint not null,                   -- the root's id as far as it is known; its own for a root
    about_uri text,                              -- minutes: the meeting; call: the campaign or action
    starts_at timestamptz,
    ends_at timestamptz,
    time_zone text,
    place_name text,
    place_address text,
    place_locality text,
    place_country text,
    latitude double precision,
    longitude double precision,
    place_precision text not null default 'exact' check (place_precision in ('exact', 'district', 'city', 'hidden')),
    online_url text,
    cancelled boolean not null default false,
    join_mode text not null default 'free' check (join_mode in ('free', 'restricted', 'external', 'none')),
    capacity bigint,
    stage text check (stage in ('planned', 'ongoing', 'finished')),
    since text,                                  -- year or year-month an undated action began
    deadline timestamptz,                        -- call: answer by
    resource_type text,
    licence text,
    created_at timestamptz not null,
    published_at timestamptz,
    edited_at timestamptz,
    withdrawn_at timestamptz,
    version bigint not null default 1
);
create index publication_author on publication (author_id, id);
create index publication_thread on publication (thread_id, id);
create index publication_parent on publication (in_reply_to_id);
create index publication_parent_uri on publication (in_reply_to_uri) where in_reply_to_uri is not null;
create index publication_public on publication (id) where status = 'published' and visibility = 'public';
create index publication_kind on publication (kind, id) where status = 'published';
create index publication_starts on publication (starts_at) where starts_at is not null;
create index publication_about on publication (about_uri) where about_uri is not null;

-- The exact JSON of remote publications, for what our columns do not hold.
create table publication_wire (
    publication_id bigint primary key not null references publication (id) on delete cascade,
    wire_type text not null,
    json text not null
);

create table translation (
    publication_id bigint not null references publication (id) on delete cascade,
    language text not null,
    title text,
    summary text,
    body text not null default '',
    html text not null default '',
    state text not null check (state in ('human', 'machine', 'outdated')),
    primary key (publication_id, language)
);

create table publication_theme (
    publication_id bigint not null references publication (id) on delete cascade,
    theme text not null,
    primary key (publication_id, theme)
);
create index publication_theme_theme on publication_theme (theme, publication_id);

create table publication_tag (
    publication_id bigint not null references publication (id) on delete cascade,
    tag text not null,                           -- folded
    name text not null,                          -- as written, without #
    primary key (publication_id, tag)
);
create index publication_tag_tag on publication_tag (tag, publication_id);

-- Actors named in the text or addressed.
create table publication_mention (
    publication_id bigint not null references publication (id) on delete cascade,
    actor_id bigint not null references actor (id) on delete cascade,
    primary key (publication_id, actor_id)
);
create index publication_mention_actor on publication_mention (actor_id, publication_id);

create table publication_partner (
    publication_id bigint not null references publication (id) on delete cascade,
    position bigint not null,
    name text not null,
    uri text,                                    -- an actor, when it has one
    primary key (publication_id, position)
);

create table minutes_item (
    publication_id bigint not null references publication (id) on delete cascade,
    position bigint not null,
    kind text not null check (kind in ('decision', 'commitment')),
    text text not null,
    owner text,
    due text,                                    -- a date
    primary key (publication_id, position)
);

-- Files. Waiting for a publication while publication_id is null.
create table attachment (
    id bigint primary key not null,
    publication_id bigint references publication (id) on delete cascade,
    owner_id bigint references actor (id) on delete cascade,
    position bigint not null default 0,
    media_type text not null,
    file text,                                   -- random name under the media directory; null for remote ones
    remote_url text,
    alt text not null default '',
    width bigint,
    height bigint,
    blurhash text,
    size bigint not null default 0,
    digest text,                                 -- sha-256, base64
    language text,
    created_at timestamptz not null
);
create index attachment_publication on attachment (publication_id);

-- What a publication said before an edit.
create table revision (
    id bigint primary key not null,
    publication_id bigint not null references publication (id) on delete cascade,
    person_id bigint references person (id) on delete set null,
    at timestamptz not null,
    title text,
    summary text,
    body text not null,
    html text not null,
    visibility text not null,
    sensitive boolean not null default false,
    details text not null default '{}'           -- JSON of the other fields
);
create index revision_publication on revision (publication_id, id);

create table boost (
    id bigint primary key not null,
    uri text not null unique,
    actor_id bigint not null references actor (id) on delete cascade,
    publication_id bigint not null references publication (id) on delete cascade,
    created_at timestamptz not null,
    unique (actor_id, publication_id)
);
create index boost_publication on boost (publication_id);

create table reaction (
    uri text primary key not null,
    actor_id bigint not null references actor (id) on delete cascade,
    publication_id bigint not null references publication (id) on delete cascade,
    emoji text not null default '',              -- empty: a plain like
    created_at timestamptz not null,
    unique (actor_id, publication_id)
);
create index reaction_publication on reaction (publication_id);

create table bookmark (
    id bigint primary key not null,
    actor_id bigint not null references actor (id) on delete cascade,
    publication_id bigint not null references publication (id) on delete cascade,
    created_at timestamptz not null,
    unique (actor_id, publication_id)
);

-- Attendance. Names never leave the node; counts may.
create table rsvp (
    uri text primary key not null,
    actor_id bigint not null references actor (id) on delete cascade,
    publication_id bigint not null references publication (id) on delete cascade,
    state text not null check (state in ('asked', 'going', 'maybe', 'refused')),
    created_at timestamptz not null,
    unique (actor_id, publication_id)
);
create index rsvp_publication on rsvp (publication_id);

create table follow (
    id bigint primary key not null,
    uri text not null unique,
    follower_id bigint not null references actor (id) on delete cascade,
    target_id bigint not null references actor (id) on delete cascade,
    accepted boolean not null,
    created_at timestamptz not null,
    unique (follower_id, target_id)
);
create index follow_target on follow (target_id, accepted);

-- block: severs; mute: hides.
create table aversion (
    actor_id bigint not null references actor (id) on delete cascade,
    target_id bigint not null references actor (id) on delete cascade,
    kind text not null check (kind in ('block', 'mute')),
    uri text,
    created_at timestamptz not null,
    primary key (actor_id, target_id, kind)
);
create index aversion_target on aversion (target_id);

-- Home feeds, written when something arrives: one row a reader and item (a publication or a boost).
create table home (
    reader_id bigint not null references actor (id) on delete cascade,
    item_id bigint not null,
    publication_id bigint not null references publication (id) on delete cascade,
    boost_id bigint references boost (id) on delete cascade,
    primary key (reader_id, item_id)
);
create unique index home_once on home (reader_id, publication_id);
create index home_publication on home (publication_id);

create table notification (
    id bigint primary key not null,
    reader_id bigint not null references actor (id) on delete cascade,
    kind text not null check (kind in ('mention', 'reblog', 'favourite', 'follow', 'follow_request', 'update', 'call', 'rsvp', 'report')),
    from_id bigint not null references actor (id) on delete cascade,
    publication_id bigint references publication (id) on delete cascade,
    created_at timestamptz not null,
    read_at timestamptz,
    subject text not null default ''             -- what makes it one: an activity's URI
);
create index notification_reader on notification (reader_id, id);
create unique index notification_once on notification (reader_id, kind, from_id, subject);

create table report (
    id bigint primary key not null,
    uri text unique,
    reporter_id bigint references actor (id) on delete set null,
    target_id bigint not null references actor (id) on delete cascade,
    comment text not null default '',
    category text not null default 'other',
    forwarded boolean not null default false,
    created_at timestamptz not null,
    assigned_to bigint references person (id) on delete set null,
    resolved_at timestamptz
);
create table report_publication (
    report_id bigint not null references report (id) on delete cascade,
    publication_id bigint not null references publication (id) on delete cascade,
    primary key (report_id, publication_id)
);

-- Inbound: ids seen (45 days) and the raw bytes of what was accepted (30 days).
create table seen_activity (
    uri text primary key not null,
    actor_id bigint,
    seen_at timestamptz not null
);
create index seen_activity_at on seen_activity (seen_at);
create table inbound_raw (
    id bigint primary key not null,
    uri text not null,
    actor_id bigint,
    bytes bytea not null,
    received_at timestamptz not null
);
create index inbound_raw_at on inbound_raw (received_at);
create index inbound_raw_uri on inbound_raw (uri);

-- What is gone stays gone, also when its Create arrives late.
create table tombstone (
    uri text primary key not null,
    actor_id bigint,
    former_type text,
    at timestamptz not null
);

-- Work that waits: inbox jobs, fetches, digests. A row is deleted when done, quarantined when hopeless.
create table job (
    id bigint primary key not null,
    kind text not null,
    subject text not null default '',
    payload text not null,
    attempts bigint not null default 0,
    run_at timestamptz not null,
    last_error text,
    quarantined_at timestamptz,
    created_at timestamptz not null
);
create index job_due on job (run_at) where quarantined_at is null;
create unique index job_once on job (kind, subject) where subject <> '';

-- Outbound: activities with their bytes fixed once, and one delivery a distinct inbox.
create table activity (
    id bigint primary key not null,
    uri text not null unique,
    actor_id bigint not null references actor (id) on delete cascade,
    kind text not null,
    object_uri text not null,
    publication_id bigint,
    public boolean not null,                     -- shown in the actor's outbox
    relayed boolean not null default false,      -- by the instance actor
    body text not null,
    created_at timestamptz not null
);
create index activity_actor on activity (actor_id, id);
create index activity_object on activity (object_uri);
create index activity_publication on activity (publication_id);

create table origin (
    host text primary key not null,              -- host, with the port when it is not the default
    state text not null default 'healthy' check (state in ('healthy', 'failing', 'dormant')),
    failures bigint not null default 0,
    failing_days bigint not null default 0,
    failing_day text,                            -- the last day a failure was counted
    paused_until timestamptz,
    last_success_at timestamptz,
    last_failure_at timestamptz,
    last_error text,
    scheme text not null default 'cavage' check (scheme in ('cavage', 'rfc9421')),
    scheme_at timestamptz,
    cursor_id bigint,                            -- dormant: re-deliver activities from here
    blocked_at timestamptz,
    block_reason text,
    software text,
    created_at timestamptz not null
);
create index origin_dormant on origin (host) where state = 'dormant';

create table delivery (
    id bigint primary key not null,
    activity_id bigint not null references activity (id) on delete cascade,
    inbox text not null,
    origin text not null,
    lane text not null,                          -- the object's URI: serial within (origin, lane)
    state text not null check (state in ('waiting', 'delivered', 'refused', 'parked', 'expired')),
    attempts bigint not null default 0,
    run_at timestamptz not null,
    last_status bigint,
    last_error text,
    created_at timestamptz not null,
    finished_at timestamptz,
    claimed_until timestamptz,                   -- where processes share a database: one of them is at it
    unique (activity_id, inbox)
);
create index delivery_due on delivery (run_at) where state = 'waiting';
create index delivery_origin on delivery (origin, id) where state = 'waiting';
create index delivery_lane on delivery (origin, lane, id) where state = 'waiting';

-- Which actors a delivery serves, so that receipts can name territories.
create table delivery_reader (
    delivery_id bigint not null references delivery (id) on delete cascade,
    actor_id bigint not null,
    primary key (delivery_id, actor_id)
);
