-- Communiqués that are signed before anybody else may read them: drafts that are frozen until their moment.
create table embargo (
    publication_id bigint primary key not null references publication (id) on delete cascade,
    until timestamptz not null,
    person_id bigint references person (id) on delete set null   -- who set it
);

-- What is asked under an embargo: nothing of it comes out before that moment, and whom it is asked reads the text here.
alter table stamp_request add column embargo timestamptz;
alter table stamp_request add column text text;                  -- in JSON; gone once the request is settled
alter table stamp_request add column sealed_at timestamptz;      -- agreed: the stamp is made when the text comes out
alter table stamp_request add column sealed_by bigint references person (id) on delete set null;
