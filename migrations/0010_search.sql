-- Owner: Search

-- Searches that a person kept: a name and what the address of the list says (q tag site is sort), in an order of their own.
create table saved_searches (
  id integer primary key,
  account_id integer not null references accounts (id) on delete cascade,
  name text not null,
  name_key text not null,
  query text not null,
  position integer not null,
  created_at integer not null,
  unique (account_id, name_key)
) strict;

create index saved_searches_position on saved_searches (account_id, position);

-- What is searched, anew; rowid is the link's id. It keeps no copy of the texts. Each text goes through index_text, which makes words of
-- Chinese, Japanese and Korean characters and of signs such as those in "c++". The column "keys" is never searched with words that a
-- person typed, so that hits are counted without reading a row. It holds for account 12
--   a12 or, in the archive, x12    u12 unread    s12 starred    p12 public    n12 without tags    t5 with tag 5
--   y12y2024 m12m202403 d12d20240331    the day it was added (UTC)
--   the tokens of its site (index_site): e… exactly this one, h… this one or below.
-- LinkIndexStore writes it in the transaction that changes the link. This script creates an empty index. The program
-- fills it after the migrations (LinkIndexUpgrade), because SQL alone cannot compute the words.
drop view link_texts;
drop table links_fts;

create virtual table links_fts using fts5 (
  title, description, note, url, tags, keys,
  content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2", prefix = 1
);

-- A list may be sorted by several things in order: the index of the first holds the others too, so that no row is read for those that are
-- passed over on the way to a deep page.
drop index links_title;
create index links_title on links (account_id, is_archived, title collate nocase, id, site, created_at, is_unread, is_starred, is_public, deleted_at) where deleted_at is null;
drop index links_site;
create index links_site on links (account_id, is_archived, site, created_at desc, id desc, title, is_unread, is_starred, is_public, deleted_at) where deleted_at is null;
