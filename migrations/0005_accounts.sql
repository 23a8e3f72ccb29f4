-- What accounts need besides a password: links that work once, preferences, one-time codes.

-- A link with a secret that one person may use once: a new password, a confirmed address, the set-up of a new node.
create table one_time (
    secret_hash text primary key not null,
    kind text not null,
    person_id bigint references person (id) on delete cascade,
    detail text not null default '',
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index one_time_person on one_time (person_id);

-- What a person prefers, by name: the languages they read, which notices reach them by mail, how often a digest.
create table preference (
    person_id bigint not null references person (id) on delete cascade,
    name text not null,
    value text not null,
    primary key (person_id, name)
);

-- The second factor. The secret is wrapped by the node's key file, which lies outside the database.
create table second_factor (
    person_id bigint primary key not null references person (id) on delete cascade,
    wrapped_secret bytea not null,
    confirmed_at timestamptz,
    last_step bigint not null default 0          -- a code opens once
);
create table recovery_code (
    person_id bigint not null references person (id) on delete cascade,
    code_hash text not null,
    primary key (person_id, code_hash)
);

-- For whom an invitation is, as whoever made it wrote down.
alter table invitation add column label text not null default '';
-- The address was proved by a link sent to it.
alter table person add column email_confirmed_at timestamptz;
