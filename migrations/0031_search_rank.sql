-- Owner: Search

-- Sets the weights of the columns title, description, note, url, tags and keys for sorting search results by rank.
-- SQL statements read the result as links_fts.rank. PostgreSQL can provide the same expression with a function.
insert into links_fts (links_fts, rank) values ('rank', 'bm25(10.0, 4.0, 2.0, 2.0, 5.0, 0.0)');
