-- Owner: Flashing

-- The request that is showing a message, and since when. The message is deleted when the response has completed and
-- free again when it was aborted.
alter table flashes add column reserved_by text;
alter table flashes add column reserved_at integer;

create index flashes_reserved on flashes (reserved_by) where reserved_by is not null;
