-- What is about what: the actions of a campaign.
create index publication_about on publication (about_uri) where about_uri is not null;
