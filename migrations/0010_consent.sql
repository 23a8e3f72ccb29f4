-- What a recognition honours, as words with spaces between, and from when to when somebody asks for a stamp.
alter table stamp add column services text;
alter table stamp_request add column services text;
alter table stamp_request add column valid_from timestamptz;
alter table stamp_request add column valid_until timestamptz;

-- Where publications were before their author moved here with them: old addresses lead on.
create table former_address (
    uri text primary key not null,
    publication_id bigint not null references publication (id) on delete cascade
);

-- People who put their name under a communiqué. Who they are stays on their node; how many they are is told to its author.
create table adhesion (
    publication_id bigint not null references publication (id) on delete cascade,
    person_id bigint not null references person (id) on delete cascade,
    at timestamptz not null,
    primary key (publication_id, person_id)
);
create table adhesion_count (
    publication_id bigint not null references publication (id) on delete cascade,
    territory text not null,                     -- the actor URI of the organisation whose node counts
    total bigint not null,
    primary key (publication_id, territory)
);
