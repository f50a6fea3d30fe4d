-- Owner: Links

create table links (
  id integer primary key,
  account_id integer not null references accounts (id) on delete cascade,
  url text not null,
  url_key text not null,
  site text not null,
  title text not null default '',
  description text not null default '',
  note text not null default '',
  folder text not null default '',
  keyword text not null default '',
  is_public integer not null default 0 check (is_public in (0, 1)),
  is_unread integer not null default 0 check (is_unread in (0, 1)),
  is_starred integer not null default 0 check (is_starred in (0, 1)),
  is_archived integer not null default 0 check (is_archived in (0, 1)),
  created_at integer not null,
  updated_at integer not null,
  deleted_at integer,
  version integer not null default 1
) strict;

-- The same page is kept once; what lies in the trash does not stand in its way.
create unique index links_url_key on links (account_id, url_key) where deleted_at is null;

-- Each order of the list is an index. It holds the states too (and deleted_at, which the engine would fetch a row for), so that a list of
-- one state reads no other rows.
create index links_newest on links (account_id, is_archived, created_at desc, id desc, is_unread, is_starred, is_public, deleted_at) where deleted_at is null;
create index links_title on links (account_id, is_archived, title collate nocase, id, is_unread, is_starred, is_public, deleted_at) where deleted_at is null;
create index links_site on links (account_id, is_archived, site, created_at desc, id desc, is_unread, is_starred, is_public, deleted_at) where deleted_at is null;
create index links_folder on links (account_id, folder, created_at, id) where deleted_at is null;
create index links_public on links (created_at desc, id desc) where is_public = 1 and is_archived = 0 and deleted_at is null;
create index links_trash on links (account_id, deleted_at) where deleted_at is not null;

-- link_count counts what a list of the tag shows: neither archived nor in the trash. Kept by triggers.
create table tags (
  id integer primary key,
  account_id integer not null references accounts (id) on delete cascade,
  name text not null,
  name_key text not null,
  link_count integer not null default 0,
  created_at integer not null,
  unique (account_id, name_key)
) strict;

create table link_tags (
  link_id integer not null references links (id) on delete cascade,
  tag_id integer not null references tags (id) on delete cascade,
  primary key (link_id, tag_id)
) strict, without rowid;

create index link_tags_tag on link_tags (tag_id, link_id);

create trigger link_tags_counted_in after insert on link_tags begin
  update tags
  set link_count = link_count + 1
  where id = new.tag_id
    and exists (select 1 from links where id = new.link_id and is_archived = 0 and deleted_at is null);
end;

create trigger link_tags_counted_out after delete on link_tags begin
  update tags
  set link_count = link_count - 1
  where id = old.tag_id
    and exists (select 1 from links where id = old.link_id and is_archived = 0 and deleted_at is null);
end;

create trigger links_tags_counted after update of is_archived, deleted_at on links
when (old.is_archived = 0 and old.deleted_at is null) <> (new.is_archived = 0 and new.deleted_at is null)
begin
  update tags
  set link_count = link_count + case when new.is_archived = 0 and new.deleted_at is null then 1 else -1 end
  where id in (select tag_id from link_tags where link_id = new.id);
end;

-- How many links each account has in each state, so that no list counts its rows. Kept by triggers.
create table link_counts (
  account_id integer primary key references accounts (id) on delete cascade,
  active integer not null default 0,
  archived integer not null default 0,
  unread integer not null default 0,
  starred integer not null default 0,
  shared integer not null default 0,
  trashed integer not null default 0
) strict;

create trigger accounts_link_counts after insert on accounts begin
  insert into link_counts (account_id) values (new.id);
end;

create trigger links_counted_in after insert on links begin
  update link_counts
  set active = active + (new.deleted_at is null and new.is_archived = 0),
    archived = archived + (new.deleted_at is null and new.is_archived = 1),
    unread = unread + (new.deleted_at is null and new.is_archived = 0 and new.is_unread = 1),
    starred = starred + (new.deleted_at is null and new.is_archived = 0 and new.is_starred = 1),
    shared = shared + (new.deleted_at is null and new.is_archived = 0 and new.is_public = 1),
    trashed = trashed + (new.deleted_at is not null)
  where account_id = new.account_id;
end;

create trigger links_counted_out after delete on links begin
  update link_counts
  set active = active - (old.deleted_at is null and old.is_archived = 0),
    archived = archived - (old.deleted_at is null and old.is_archived = 1),
    unread = unread - (old.deleted_at is null and old.is_archived = 0 and old.is_unread = 1),
    starred = starred - (old.deleted_at is null and old.is_archived = 0 and old.is_starred = 1),
    shared = shared - (old.deleted_at is null and old.is_archived = 0 and old.is_public = 1),
    trashed = trashed - (old.deleted_at is not null)
  where account_id = old.account_id;
  delete from links_fts where rowid = old.id;
end;

create trigger links_counted_again after update of is_archived, is_unread, is_starred, is_public, deleted_at on links begin
  update link_counts
  set active = active + (new.deleted_at is null and new.is_archived = 0) - (old.deleted_at is null and old.is_archived = 0),
    archived = archived + (new.deleted_at is null and new.is_archived = 1) - (old.deleted_at is null and old.is_archived = 1),
    unread = unread + (new.deleted_at is null and new.is_archived = 0 and new.is_unread = 1)
      - (old.deleted_at is null and old.is_archived = 0 and old.is_unread = 1),
    starred = starred + (new.deleted_at is null and new.is_archived = 0 and new.is_starred = 1)
      - (old.deleted_at is null and old.is_archived = 0 and old.is_starred = 1),
    shared = shared + (new.deleted_at is null and new.is_archived = 0 and new.is_public = 1)
      - (old.deleted_at is null and old.is_archived = 0 and old.is_public = 1),
    trashed = trashed + (new.deleted_at is not null) - (old.deleted_at is not null)
  where account_id = new.account_id;
end;

-- What is searched; rowid is the link's id. It keeps no copy of the texts. The column "keys" holds for
-- account 12 a12 (or x12 in the archive), u12 unread, s12 starred, p12 public, and t5 for tag 5, so that hits are counted without
-- reading a row; it is never searched with words that a person typed. Written by LinkIndexStore in the transaction that changes the link.
create virtual table links_fts using fts5 (
  title, description, note, url, tags, keys,
  content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2", prefix = 1
);

-- For signs that the index does not know, such as those in "c++": the texts in lower case, with and without what only the owner may read.
create view link_texts as
select id, open_text, open_text || ' ' || lower(note) as whole_text
from (
  select links.id, links.note,
    lower(links.title || ' ' || links.description || ' ' || links.url || ' '
      || coalesce((select group_concat(tags.name, ' ') from link_tags join tags on tags.id = tag_id where link_id = links.id), '')) as open_text
  from links
);
