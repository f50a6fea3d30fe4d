-- Owner: Links

-- By default, SQLite merges the index whenever a tenth of its rows is deleted. While the 100,000 links of one account
-- were deleted, that happened about ten times, and one merge blocked other writers for up to a second.
insert into links_fts (links_fts, rank) values ('deletemerge', 50);
