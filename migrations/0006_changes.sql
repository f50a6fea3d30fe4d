-- Owner: Links

-- One act that changed links: of a person, or of a task in a person's name. A bulk edit keeps in "edit" what it does to each link.
create table link_changes (
  id integer primary key,
  account_id integer not null references accounts (id) on delete cascade,
  kind text not null,
  label text not null default '',
  edit text,
  undoes integer references link_changes (id) on delete set null,
  run_id integer references task_runs (id) on delete set null,
  link_count integer not null default 0,
  kept_count integer not null default 0,
  created_at integer not null,
  finished_at integer,
  undone_at integer
) strict;

create index link_changes_account on link_changes (account_id, id desc);
-- A change is taken back once, however often the button is pressed; taking that back is a change again.
create unique index link_changes_undoes on link_changes (undoes) where undoes is not null;
create index link_changes_run on link_changes (run_id) where run_id is not null;

-- What an act found on a link: JSON of what it changed, with the values from before.
create table link_change_entries (
  change_id integer not null references link_changes (id) on delete cascade,
  link_id integer not null references links (id) on delete cascade,
  before text not null,
  primary key (change_id, link_id)
) strict, without rowid;

create index link_change_entries_link on link_change_entries (link_id, change_id desc);

-- The links that an act has still to do, so that it can be interrupted and continued.
create table link_change_targets (
  change_id integer not null references link_changes (id) on delete cascade,
  link_id integer not null references links (id) on delete cascade,
  primary key (change_id, link_id)
) strict, without rowid;

create index link_change_targets_link on link_change_targets (link_id);
