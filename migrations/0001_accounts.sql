-- Owner: Accounts

create table accounts (
  id integer primary key,
  name text not null,
  name_key text not null unique,
  password_hash text not null,
  is_operator integer not null default 0 check (is_operator in (0, 1)),
  language text not null,
  theme text not null default 'auto' check (theme in ('auto', 'light', 'dark')),
  created_at integer not null
) strict;

-- One row for each browser that is signed in; the cookie holds the key, the table only its hash.
create table sessions (
  id integer primary key,
  account_id integer not null references accounts (id) on delete cascade,
  key_hash blob not null unique,
  created_at integer not null,
  expires_at integer not null
) strict;

create index sessions_account on sessions (account_id);
