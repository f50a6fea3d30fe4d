-- Owner: Accounts

alter table accounts add column density text not null default 'comfortable' check (density in ('comfortable', 'compact'));
alter table accounts add column has_shortcuts integer not null default 1 check (has_shortcuts in (0, 1));
