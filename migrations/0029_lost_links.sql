-- Owner: Links

-- How many links an undo could not restore, because they had been deleted for good.
alter table link_changes add column lost_count integer not null default 0;
