-- Owner: Shelves

create table shelves (
  id integer primary key autoincrement,
  name text not null unique,
  title text not null,
  colour text not null,
  language_list text not null,
  sign_up_open integer not null check (sign_up_open in (0, 1)),
  state text not null check (state in ('creating', 'active', 'suspended', 'deleting')),
  directory text not null,
  upkept_at integer not null,
  created_at integer not null
) strict;
