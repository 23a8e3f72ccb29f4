-- Files are asked for by their name in the media directory.
create index attachment_file on attachment (file) where file is not null;
