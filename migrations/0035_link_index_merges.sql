-- Owner: Links

-- Lets SQLite merge the full-text index when half of its rows are deleted, instead of a tenth. With the default,
-- deleting the 100,000 links of an account caused about ten merges, and one blocked other writers for up to a second.
insert into links_fts (links_fts, rank) values ('deletemerge', 50);
