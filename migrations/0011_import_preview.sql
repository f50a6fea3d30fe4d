-- Owner: Transfer

-- An import that nobody has confirmed yet has only been looked at: nothing of it is in the library.
alter table imports add column confirmed_at integer;
alter table imports add column existing text not null default 'complete' check (existing in ('complete', 'leave'));
alter table imports add column mark_unread integer not null default 0 check (mark_unread in (0, 1));
alter table imports add column left_out integer not null default 0;
alter table imports add column left_alone integer not null default 0;

update imports
set confirmed_at = created_at;

create index imports_waiting on imports (created_at) where confirmed_at is null;

-- The last number given to an import. One that is discarded takes its number with it, so that a page left open never means another file.
create table import_numbers (
  last integer not null
) strict;

insert into import_numbers (last)
select coalesce(max(id), 0)
from imports;

-- What an import would do, counted by what would become of a row. Tags holds those of the file with their counts, the most used first, as JSON.
create table import_previews (
  import_id integer primary key references imports (id) on delete cascade,
  new_rows integer not null,
  merge_rows integer not null,
  tags_rows integer not null,
  there_rows integer not null,
  repeat_rows integer not null,
  refused_rows integer not null,
  first_date integer,
  last_date integer,
  undated integer not null,
  misdated integer not null,
  shared integer not null,
  unread integer not null,
  starred integer not null,
  archived integer not null,
  hidden_folders integer not null,
  tag_count integer not null,
  tags text not null,
  created_at integer not null
) strict;

create table import_folders (
  import_id integer not null references imports (id) on delete cascade,
  number integer not null,
  path text not null,
  new_rows integer not null,
  merge_rows integer not null,
  tags_rows integer not null,
  there_rows integer not null,
  repeat_rows integer not null,
  is_left_out integer not null default 0 check (is_left_out in (0, 1)),
  primary key (import_id, number)
) strict, without rowid;

-- The rows of a file that waits to be confirmed, each kind counted from 1, so that any page of a kind is one range.
create table import_rows (
  import_id integer not null references imports (id) on delete cascade,
  kind text not null check (kind in ('new', 'merge', 'tags', 'there', 'repeat', 'refused')),
  position integer not null,
  line integer not null,
  reason text not null,
  url text not null,
  title text not null,
  folder text not null,
  primary key (import_id, kind, position)
) strict, without rowid;
