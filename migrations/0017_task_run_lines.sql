-- Owner: BackgroundTasks

create table task_run_lines (
  run_id integer not null references task_runs (id) on delete cascade,
  number integer not null,
  text text not null,
  said_at integer not null,
  primary key (run_id, number)
) strict, without rowid;
