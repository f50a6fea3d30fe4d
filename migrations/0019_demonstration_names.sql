-- Owner: Handbook

-- The names that a visitor gives where the chapter on mapping asks for unique ones.
create unique index demonstration_items_name on demonstration_items (visitor, value) where slug = 'sqlalchemy';
