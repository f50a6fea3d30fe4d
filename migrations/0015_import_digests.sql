-- Owner: Transfer

-- The SHA-256 of the file, in hexadecimal digits; null for files that came in before it was kept.
alter table imports add column file_digest text check (length(file_digest) = 64);

create index imports_digest on imports (account_id, file_digest, id) where file_digest is not null;
