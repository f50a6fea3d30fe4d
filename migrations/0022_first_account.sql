-- Owner: Accounts

-- One row from the moment the library has its first account, kept when that account is deleted: only the first
-- account that
-- a library ever has becomes an operator by itself.
create table first_account (
  id integer primary key check (id = 1),
  created_at integer not null
) strict;

insert into first_account (id, created_at)
select 1, min(created_at)
from accounts
having count(*) > 0;

create trigger accounts_first after insert on accounts
begin
  insert into first_account (id, created_at)
  values (1, new.created_at)
  on conflict (id) do nothing;
end;
