-- Owner: Transfer

alter table imports rename column left_out to excluded;
alter table imports rename column left_alone to unchanged;
alter table import_folders rename column is_left_out to is_excluded;
alter table import_folders rename column there_rows to unchanged_rows;
alter table import_previews rename column there_rows to unchanged_rows;

-- A check constraint cannot be changed, so the table is copied.
alter table import_rows rename to import_rows_old;

-- The rows of an unconfirmed import. The rows of each kind are numbered from 1 (position), so that a page of them is
-- one range of positions.
create table import_rows (
  import_id integer not null references imports (id) on delete cascade,
  kind text not null check (kind in ('new', 'merge', 'tags', 'unchanged', 'repeat', 'refused')),
  position integer not null,
  line integer not null,
  reason text not null,
  url text not null,
  title text not null,
  folder text not null,
  primary key (import_id, kind, position)
) strict, without rowid;

insert into import_rows (import_id, kind, position, line, reason, url, title, folder)
select import_id, case kind when 'there' then 'unchanged' else kind end, position, line, reason, url, title, folder
from import_rows_old;

drop table import_rows_old;
