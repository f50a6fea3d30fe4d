-- Owner: Accounts

-- What names that look alike have in common. The program computes it, also for the accounts that are here already:
-- null until
-- then. An account whose name looks like that of an older account has '#' and its id, which no name gives.
alter table accounts add column skeleton text;

create unique index accounts_skeleton on accounts (skeleton);
