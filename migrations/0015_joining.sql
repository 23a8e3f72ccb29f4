-- People without an account under a communiqué, once they answered a letter: neither a name nor an address, but a mark
-- that says nothing without the node's key file.
create table adhesion_by_mail (
    publication_id bigint not null references publication (id) on delete cascade,
    mark text not null,
    at timestamptz not null,
    primary key (publication_id, mark)
);

-- Who asks for an account where an administrator decides. Gone once they decided.
create table account_request (
    id bigint primary key not null,
    username text not null unique,
    name text not null,
    email text,
    password_hash text not null,
    language text not null,
    reason text not null,                        -- in their own words
    created_at timestamptz not null
);
