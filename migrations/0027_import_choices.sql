-- Owner: Transfer

-- Links that are in the library already can also be updated from the file, which the check of the old column does not allow.
alter table imports add column existing_links text not null default 'complete' check (existing_links in ('complete', 'leave', 'update'));

update imports
set existing_links = existing;

alter table imports drop column existing;
alter table imports rename column existing_links to existing;

-- SHA-256, in hexadecimal digits, of a file together with the choices it was sent with; null for imports from before it was kept.
alter table imports add column request_digest text check (length(request_digest) = 64);

create index imports_request on imports (account_id, request_digest, id) where request_digest is not null;

-- The address of the Shaarli that the notes of the file come from; empty when none was given.
alter table imports add column note_site text not null default '';
