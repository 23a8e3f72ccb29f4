-- A draft that comes out at a moment is frozen only while others are asked to sign it. The moment is told in the zone in which
-- it was chosen.
alter table embargo add column frozen boolean not null default true;
alter table embargo add column time_zone text not null default 'UTC';
