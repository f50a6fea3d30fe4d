-- Owner: Handbook

-- What a visitor leaves behind in the handbook's demonstrations. A schedule clears it.
create table demonstration_items (
  id integer primary key,
  visitor text not null,
  slug text not null,
  value text not null,
  created_at integer not null
) strict;

create index demonstration_items_visitor on demonstration_items (visitor, slug, id);

create index demonstration_items_age on demonstration_items (created_at);

-- What went to and fro while a demonstration was tried, as text.
create table exchanges (
  id integer primary key,
  visitor text not null,
  slug text not null,
  request text not null,
  response text not null,
  kind text not null check (kind in ('page', 'fragment', 'empty', 'other')),
  created_at integer not null
) strict;

create index exchanges_visitor on exchanges (visitor, slug, id);

create index exchanges_age on exchanges (created_at);
