-- Owner: Transfer

-- The name of the reason has changed twice. Both former names are replaced by the current one.
update import_refusals
set reason = 'FolderDescription'
where reason in ('FolderText', 'FolderPath');

update import_rows
set reason = 'FolderDescription'
where reason in ('FolderText', 'FolderPath');
