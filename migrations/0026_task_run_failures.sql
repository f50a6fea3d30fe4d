-- Owner: BackgroundTasks

-- How many attempts ended with an unexpected error. The other attempts that are not the last lost their worker.
alter table task_runs add column failures integer not null default 0;
