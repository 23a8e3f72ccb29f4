-- Moderation: what those who run the node decide about whole domains and about single actors.

-- A silenced actor is shown to whoever follows it and stays out of what everybody reads.
alter table actor add column silenced_at timestamptz;

-- One rule a domain, which holds for everything under it. What it comes to for hosts and actors is marked on their rows.
create table domain_rule (
    id bigint primary key not null,
    domain text not null unique,                 -- lower case, ASCII; with a port only in laboratories
    severity text not null check (severity in ('noop', 'silence', 'suspend')),
    reject_media boolean not null default false,
    reject_reports boolean not null default false,
    private_comment text not null default '',
    public_comment text not null default '',
    obfuscate boolean not null default false,
    created_by bigint references person (id) on delete set null,
    created_at timestamptz not null
);
insert into domain_rule (id, domain, severity, private_comment, created_at)
    select row_number() over (order by host), host, 'suspend', coalesce(block_reason, ''), blocked_at
    from origin where blocked_at is not null;

-- What was done about an actor, and why.
create table measure (
    id bigint primary key not null,
    target_id bigint not null references actor (id) on delete cascade,
    kind text not null check (kind in ('warning', 'silence', 'suspend', 'unsilence', 'unsuspend')),
    text text not null default '',               -- told to whom it is about, when they live here
    report_id bigint references report (id) on delete set null,
    person_id bigint references person (id) on delete set null,
    created_at timestamptz not null
);
create index measure_target on measure (target_id, id);

-- Somebody here asks to look at a measure again. One each.
create table appeal (
    id bigint primary key not null,
    measure_id bigint not null unique references measure (id) on delete cascade,
    text text not null,
    created_at timestamptz not null,
    decided_at timestamptz,
    granted boolean,
    decided_by bigint references person (id) on delete set null
);

-- What those who run the node tell each other about an actor, a domain or a report.
create table note (
    id bigint primary key not null,
    actor_id bigint references actor (id) on delete cascade,
    domain text,
    report_id bigint references report (id) on delete cascade,
    person_id bigint references person (id) on delete set null,
    text text not null,
    created_at timestamptz not null
);
create index note_actor on note (actor_id) where actor_id is not null;
create index note_domain on note (domain) where domain is not null;
create index note_report on note (report_id) where report_id is not null;

-- Lists of domains that others keep. What they say is a proposal until somebody here decides.
create table blocklist (
    id bigint primary key not null,
    url text not null unique,
    created_at timestamptz not null,
    fetched_at timestamptz,
    asked_at timestamptz,
    last_error text
);
create table blocklist_entry (
    blocklist_id bigint not null references blocklist (id) on delete cascade,
    domain text not null,
    severity text not null check (severity in ('noop', 'silence', 'suspend')),
    reject_media boolean not null default false,
    reject_reports boolean not null default false,
    public_comment text not null default '',
    primary key (blocklist_id, domain)
);
create index blocklist_entry_domain on blocklist_entry (domain);
create table proposal_dismissed (
    domain text primary key not null,
    person_id bigint references person (id) on delete set null,
    at timestamptz not null
);

-- Pictures of others, kept for a while so that no reader's browser asks elsewhere.
create table cached_file (
    url text primary key not null,
    file text not null unique,
    media_type text not null,
    size bigint not null,
    fetched_at timestamptz not null,
    used_at timestamptz not null
);
create index cached_file_used on cached_file (used_at);

-- The kinds of notifications are the program's words; a list here would have to be made anew for each new one.
create table notification_renewed (
    id bigint primary key not null,
    reader_id bigint not null references actor (id) on delete cascade,
    kind text not null,
    from_id bigint not null references actor (id) on delete cascade,
    publication_id bigint references publication (id) on delete cascade,
    created_at timestamptz not null,
    read_at timestamptz,
    subject text not null default ''             -- what makes it one: an activity's URI
);
insert into notification_renewed (id, reader_id, kind, from_id, publication_id, created_at, read_at, subject)
    select id, reader_id, kind, from_id, publication_id, created_at, read_at, subject from notification;
drop table notification;
alter table notification_renewed rename to notification;
create index notification_reader on notification (reader_id, id);
create unique index notification_once on notification (reader_id, kind, from_id, subject);
