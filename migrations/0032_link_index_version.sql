-- Owner: Links

-- The version of the code that computed the full-text index (links_fts). The program builds the index of an older
-- version, or an empty one, after it has applied the migrations; last_link_id is the last link of an index that is not
-- complete yet.
create table link_index_versions (
  id integer primary key check (id = 1),
  version integer not null,
  last_link_id integer not null default 0
) strict;

insert into link_index_versions (id, version) values (1, 1);
