-- Owner: Accounts

-- What the list of sessions shows: the names of browser and system, empty when they are not known, and the last use,
-- which is
-- written at most every few minutes.
alter table sessions add column browser text not null default '';
alter table sessions add column system text not null default '';
alter table sessions add column last_used_at integer not null default 0;

update sessions
set last_used_at = created_at;
