-- Owner: Accounts

-- What a person typed in a form that was sent after the end of their session, until the form is shown again. fields
-- is a JSON
-- array of names and values, without files, passwords and tokens.
create table drafts (
  id integer primary key,
  account_id integer not null references accounts (id) on delete cascade,
  page text not null,
  action text not null,
  fields text not null,
  created_at integer not null
) strict;

create index drafts_account on drafts (account_id, id desc);
create index drafts_age on drafts (created_at);
