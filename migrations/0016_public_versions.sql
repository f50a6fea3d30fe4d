-- Owner: Links

-- In which state what everybody may see is: of an account, and under 0 of the whole library. A kept page has it in its key, so that all
-- processes know when the page is old. Another number each time and no counter: a library that is restored from a copy must not come
-- to a number again that stood for something else.
create table public_versions (
  scope integer primary key,
  version integer not null,
  changed_at integer not null
) strict;

insert into public_versions (scope, version, changed_at)
select 0, random(), cast(unixepoch('subsec') * 1000 as integer);

insert into public_versions (scope, version, changed_at)
select id, random(), cast(unixepoch('subsec') * 1000 as integer)
from accounts;

create trigger accounts_public_in after insert on accounts begin
  insert into public_versions (scope, version, changed_at)
  values (new.id, random(), cast(unixepoch('subsec') * 1000 as integer));
end;

create trigger accounts_public_out after delete on accounts begin
  delete from public_versions where scope = old.id;
  update public_versions
  set version = random(), changed_at = cast(unixepoch('subsec') * 1000 as integer)
  where scope = 0;
end;

create trigger links_public_in after insert on links when new.is_public = 1 begin
  update public_versions
  set version = random(), changed_at = cast(unixepoch('subsec') * 1000 as integer)
  where scope in (0, new.account_id);
end;

-- Whoever changes the tags of a link counts its version up in the same transaction.
create trigger links_public_again after update of url, site, title, description, is_public, is_archived, created_at, deleted_at, version on links
when new.is_public = 1 or old.is_public = 1
begin
  update public_versions
  set version = random(), changed_at = cast(unixepoch('subsec') * 1000 as integer)
  where scope in (0, new.account_id);
end;

create trigger links_public_out after delete on links when old.is_public = 1 begin
  update public_versions
  set version = random(), changed_at = cast(unixepoch('subsec') * 1000 as integer)
  where scope in (0, old.account_id);
end;

create trigger tags_public_again after update of name on tags begin
  update public_versions
  set version = random(), changed_at = cast(unixepoch('subsec') * 1000 as integer)
  where scope in (0, new.account_id);
end;
