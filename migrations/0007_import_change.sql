-- Owner: Transfer

alter table imports add column change_id integer references link_changes (id) on delete set null;

create index imports_change on imports (change_id) where change_id is not null;
