-- What an actor shows first, and working groups with those who moderate them.

create table pin (
    publication_id bigint primary key not null references publication (id) on delete cascade,
    actor_id bigint not null references actor (id) on delete cascade,
    created_at timestamptz not null
);
create index pin_actor on pin (actor_id, created_at);

-- Who looks after a group besides those who hold a role in it here, and who may not take part.
create table group_moderator (
    group_id bigint not null references actor (id) on delete cascade,
    actor_id bigint not null references actor (id) on delete cascade,
    created_at timestamptz not null,
    primary key (group_id, actor_id)
);
create table group_ban (
    group_id bigint not null references actor (id) on delete cascade,
    actor_id bigint not null references actor (id) on delete cascade,
    created_at timestamptz not null,
    primary key (group_id, actor_id)
);
