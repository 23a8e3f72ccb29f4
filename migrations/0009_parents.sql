-- Only what answers something stands in this index: `in_reply_to_id is null` was looked up in it, through all the rest.
drop index publication_parent;
create index publication_parent on publication (in_reply_to_id) where in_reply_to_id is not null;
