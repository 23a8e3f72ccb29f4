-- Relays of Mastodon's kind that this node has joined. The follow of the server actor says whether they agreed.
create table relay (
    actor_id bigint primary key not null references actor (id) on delete cascade,
    joined_at timestamptz not null
);

-- Whoever holds an event can say that no answers are taken on this way.
create table rsvp_answer (
    uri text primary key not null,
    actor_id bigint not null references actor (id) on delete cascade,
    publication_id bigint not null references publication (id) on delete cascade,
    state text not null check (state in ('asked', 'going', 'maybe', 'refused', 'ignored')),
    created_at timestamptz not null,
    unique (actor_id, publication_id)
);
insert into rsvp_answer (uri, actor_id, publication_id, state, created_at)
    select uri, actor_id, publication_id, state, created_at from rsvp;
drop table rsvp;
alter table rsvp_answer rename to rsvp;
create index rsvp_publication on rsvp (publication_id);
