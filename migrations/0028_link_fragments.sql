-- Owner: Links

-- The version of the rules by which url_key and canonical_key were computed. The program recomputes the keys of an
-- older version at its start, in batches; last_link_id is the last link of a recomputation that has not finished.
create table link_key_versions (
  id integer primary key check (id = 1),
  version integer not null,
  last_link_id integer not null default 0
) strict;

insert into link_key_versions (id, version) values (1, 1);

-- The fragment of the URL, with its #, or nothing. It always comes from the URL: a canonical URL names the page, not
-- the place in it.
alter table links add column fragment text generated always as (
  case when instr(url_key, '#') > 0 then substr(url_key, instr(url_key, '#')) else '' end
) virtual;

-- What page_rest and page_key were, but without the fragment: links of one document_key are probably one page, and
-- with the same fragment probably the same link.
alter table links add column document_rest text generated always as (
  case
    when substr(coalesce(canonical_key, url_key), 1, 8) = 'https://'
      then substr(coalesce(canonical_key, url_key), 9, instr(coalesce(canonical_key, url_key) || '#', '#') - 9)
    when substr(coalesce(canonical_key, url_key), 1, 7) = 'http://'
      then substr(coalesce(canonical_key, url_key), 8, instr(coalesce(canonical_key, url_key) || '#', '#') - 8)
    else substr(coalesce(canonical_key, url_key), 1, instr(coalesce(canonical_key, url_key) || '#', '#') - 1)
  end
) virtual;

alter table links add column document_key text generated always as (
  replace(replace(replace(replace(replace(replace(replace(
    case
      when substr(document_rest, 1, 4) = 'www.' and instr(substr(document_rest, 5), '.') between 2 and instr(substr(document_rest, 5) || '/', '/')
        then substr(document_rest, 5)
      when substr(document_rest, 1, 2) = 'm.' and instr(substr(document_rest, 3), '.') between 2 and instr(substr(document_rest, 3) || '/', '/')
        then substr(document_rest, 3)
      when substr(document_rest, 1, 7) = 'mobile.' and instr(substr(document_rest, 8), '.') between 2 and instr(substr(document_rest, 8) || '/', '/')
        then substr(document_rest, 8)
      when instr(document_rest, '.m.') between 2 and instr(document_rest || '/', '/')
        then substr(document_rest, 1, instr(document_rest, '.m.')) || substr(document_rest, instr(document_rest, '.m.') + 3)
      else document_rest
    end || '?',
    '/index.html?', '?'), '/index.htm?', '?'), '/index.php?', '?'), '/index.asp?', '?'), '/index.aspx?', '?'), '/default.asp?', '?'), '/default.aspx?', '?')
) virtual;

-- A dismissal names document_key, or document_key and fragment. Those of a key without a fragment stay as they are.
update link_dismissals
set page_key = (select document_key || fragment from links where links.id = link_id)
where instr(page_key, '#') > 0
  and page_key = (select page_key from links where links.id = link_id);

drop index links_page;
alter table links drop column page_key;
alter table links drop column page_rest;

create index links_document on links (account_id, document_key, fragment) where deleted_at is null;
