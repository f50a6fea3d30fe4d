-- Owner: Search

-- The weights of the columns title, description, note, url, tags and keys, so that a statement can read links_fts.rank, which a function
-- with the same name gives in PostgreSQL.
insert into links_fts (links_fts, rank) values ('rank', 'bm25(10.0, 4.0, 2.0, 2.0, 5.0, 0.0)');
