-- Owner: Links

-- The day of the year on which a link was saved, in UTC.
create index links_day on links (account_id, strftime('%m-%d', created_at / 1000, 'unixepoch'), created_at desc, id desc)
where is_archived = 0 and deleted_at is null;

-- A random link is the next one after a random id.
create index links_any on links (account_id, id, created_at) where is_archived = 0 and deleted_at is null;

-- Whether the sample library is there is asked with each list.
create index link_changes_sample on link_changes (account_id, id desc) where kind = 'sample' and undone_at is null;
