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
create index links_newest on links (account_id, is_archived, created_at desc, id desc) where deleted_at is null;
create index links_site on links (account_id, site) where deleted_at is null;
create index links_public on links (created_at desc, id desc) where is_public = 1 and is_archived = 0 and deleted_at is null;
create index links_trash on links (account_id, deleted_at) where deleted_at is not null;

create table tags (
  id integer primary key,
  account_id integer not null references accounts (id) on delete cascade,
  name text not null,
  name_key text not null,
  created_at integer not null,
  unique (account_id, name_key)
) strict;

create table link_tags (
  link_id integer not null references links (id) on delete cascade,
  tag_id integer not null references tags (id) on delete cascade,
  primary key (link_id, tag_id)
) strict, without rowid;

create index link_tags_tag on link_tags (tag_id, link_id);

-- Rowid is the link's id. Written by the store that searches, in the transaction that changes the link.
create virtual table links_fts using fts5 (
  title, description, note, url, tags,
  tokenize = "unicode61 remove_diacritics 2"
);
