-- Owner: Search

-- The weights of the columns title, description, note, url, tags and keys. Statements read them as links_fts.rank,
-- a name that a function can have in PostgreSQL.
insert into links_fts (links_fts, rank) values ('rank', 'bm25(10.0, 4.0, 2.0, 2.0, 5.0, 0.0)');
