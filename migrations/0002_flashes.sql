-- Owner: Flashing

-- A note waits for one browser (the hash of its cookie), for one account, or for one account in one browser.
create table flashes (
  id integer primary key,
  browser text,
  account_id integer,
  category text not null,
  text text not null,
  action_label text,
  action_url text,
  action_method text,
  dropped integer not null default 0,
  created_at integer not null,
  check (browser is not null or account_id is not null)
) strict;

create index flashes_browser on flashes (browser, account_id, id);
create index flashes_account on flashes (account_id, id);
create index flashes_age on flashes (created_at);

-- An id may be given again; what waited for the old account must not reach the new one.
create trigger flashes_of_deleted_accounts after delete on accounts begin
  delete from flashes where account_id = old.id;
end;
