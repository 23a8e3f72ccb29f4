-- What client applications keep with us, and an index for the counts they show on every account.

-- How far somebody has read, for each actor they act as.
create table marker (
    person_id bigint not null references person (id) on delete cascade,
    actor_id bigint not null references actor (id) on delete cascade,
    timeline text not null check (timeline in ('home', 'notifications')),
    last_read_id bigint not null,
    version bigint not null,
    updated_at timestamptz not null,
    primary key (person_id, actor_id, timeline)
);

-- Which request made which post, so that a request sent twice posts once. Rows live a day.
create table post_request (
    key_hash text primary key not null,
    publication_id bigint references publication (id) on delete cascade,  -- null: being made
    created_at timestamptz not null
);
create index post_request_at on post_request (created_at);

create index publication_shown on publication (author_id, id)
    where status = 'published' and visibility in ('public', 'quiet');
