-- Owner: Links

create table link_rules (
  id integer primary key,
  account_id integer not null references accounts (id) on delete cascade,
  name text not null,
  host text not null default '',
  path text not null default '',
  words text not null default '',
  tag_list text not null default '',
  archives integer not null default 0 check (archives in (0, 1)),
  marks_unread integer not null default 0 check (marks_unread in (0, 1)),
  is_active integer not null default 1 check (is_active in (0, 1)),
  position integer not null,
  version integer not null default 1,
  created_at integer not null
) strict;

create index link_rules_account on link_rules (account_id, position);
