-- Owner: Links

-- What the page itself says its address is, where that is known, and its key.
alter table links add column canonical_url text;
alter table links add column canonical_key text;

-- A looser key than url_key, for links that are probably the same page: without http or https, without www., m. and mobile. before a host
-- that still has a dot, without the .m. within one, and without the name of a default document. Follows from the address, so that nobody writes it.
alter table links add column page_rest text generated always as (
  case
    when substr(coalesce(canonical_key, url_key), 1, 8) = 'https://' then substr(coalesce(canonical_key, url_key), 9)
    when substr(coalesce(canonical_key, url_key), 1, 7) = 'http://' then substr(coalesce(canonical_key, url_key), 8)
    else coalesce(canonical_key, url_key)
  end
) virtual;

alter table links add column page_key text generated always as (
  replace(replace(replace(replace(replace(replace(replace(
    case
      when substr(page_rest, 1, 4) = 'www.' and instr(substr(page_rest, 5), '.') between 2 and instr(substr(page_rest, 5) || '/', '/')
        then substr(page_rest, 5)
      when substr(page_rest, 1, 2) = 'm.' and instr(substr(page_rest, 3), '.') between 2 and instr(substr(page_rest, 3) || '/', '/')
        then substr(page_rest, 3)
      when substr(page_rest, 1, 7) = 'mobile.' and instr(substr(page_rest, 8), '.') between 2 and instr(substr(page_rest, 8) || '/', '/')
        then substr(page_rest, 8)
      when instr(page_rest, '.m.') between 2 and instr(page_rest || '/', '/')
        then substr(page_rest, 1, instr(page_rest, '.m.')) || substr(page_rest, instr(page_rest, '.m.') + 3)
      else page_rest
    end || '?',
    '/index.html?', '?'), '/index.htm?', '?'), '/index.php?', '?'), '/index.asp?', '?'), '/index.aspx?', '?'), '/default.asp?', '?'), '/default.aspx?', '?')
) virtual;

create index links_page on links (account_id, page_key) where deleted_at is null;

-- Links of one page that their owner says are different pages. A link that joins them later is asked about again.
create table link_dismissals (
  link_id integer primary key references links (id) on delete cascade,
  page_key text not null
) strict;
