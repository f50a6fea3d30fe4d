-- Owner: Flashing

create table flashes (
  id integer primary key,
  owner text not null,
  category text not null,
  text text not null,
  action_label text,
  action_url text,
  action_method text,
  created_at integer not null
) strict;

create index flashes_owner on flashes (owner, id);
