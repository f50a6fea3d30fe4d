-- Owner: BackgroundTasks

create table task_runs (
  id integer primary key,
  account_id integer references accounts (id) on delete cascade,
  task text not null,
  arguments text not null,
  language text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'succeeded', 'failed', 'cancelled')),
  current integer not null default 0,
  total integer,
  note text not null default '',
  result text,
  error text,
  attempts integer not null default 0,
  run_at integer not null,
  owner text,
  lease_until integer,
  cancel_requested integer not null default 0 check (cancel_requested in (0, 1)),
  created_at integer not null,
  started_at integer,
  finished_at integer
) strict;

create index task_runs_account on task_runs (account_id, id desc);
create index task_runs_open on task_runs (state, run_at) where state in ('waiting', 'running');
create index task_runs_ended on task_runs (finished_at) where finished_at is not null;
