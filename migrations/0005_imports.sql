-- Owner: Transfer

create table imports (
  id integer primary key,
  account_id integer not null references accounts (id) on delete cascade,
  run_id integer references task_runs (id) on delete set null,
  file_id text not null,
  file_name text not null,
  file_bytes integer not null,
  visibility text not null check (visibility in ('private', 'file', 'public')),
  folder_tags integer not null check (folder_tags in (0, 1)),
  tags text not null,
  rows_read integer not null default 0,
  added integer not null default 0,
  merged integer not null default 0,
  refused integer not null default 0,
  created_at integer not null,
  finished_at integer
) strict;

create index imports_account on imports (account_id, id desc);

create table import_refusals (
  import_id integer not null references imports (id) on delete cascade,
  number integer not null,
  line integer not null,
  reason text not null,
  url text not null,
  title text not null,
  primary key (import_id, number)
) strict, without rowid;
