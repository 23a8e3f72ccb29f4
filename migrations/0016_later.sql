-- A draft that comes out at a moment is frozen only while others are asked to sign it.
alter table embargo add column frozen boolean not null default true;
