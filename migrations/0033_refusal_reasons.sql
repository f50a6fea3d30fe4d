-- Owner: Transfer

-- The reason FolderDescription had the names FolderText and FolderPath before. Replaces both in the stored rows.
update import_refusals
set reason = 'FolderDescription'
where reason in ('FolderText', 'FolderPath');

update import_rows
set reason = 'FolderDescription'
where reason in ('FolderText', 'FolderPath');
