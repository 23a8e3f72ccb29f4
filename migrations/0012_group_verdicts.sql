-- What moderators of a group, here or elsewhere, decided about a publication in it.
create table group_verdict (
    group_id bigint not null references actor (id) on delete cascade,
    publication_id bigint not null references publication (id) on delete cascade,
    removed_at timestamptz,
    locked_at timestamptz,
    primary key (group_id, publication_id)
);
create index group_verdict_publication on group_verdict (publication_id);
