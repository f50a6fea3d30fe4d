-- Owner: Links

-- The version of the code that computed the full-text index (links_fts). If the version is too old or the index is
-- empty, the program builds the index after the migrations. Until the index is complete, last_link_id is the id of the
-- last link in it.
create table link_index_versions (
  id integer primary key check (id = 1),
  version integer not null,
  last_link_id integer not null default 0
) strict;

insert into link_index_versions (id, version) values (1, 1);
