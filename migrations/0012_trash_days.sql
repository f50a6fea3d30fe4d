-- Owner: Links

-- The days on which the trash was looked after, each with the newest change there was. A link is purged when enough days have come after
-- the change that put it there: days are counted, not calculated, so that a clock which jumps ahead purges nothing early.
create table trash_days (
  id integer primary key,
  seen_at integer not null,
  last_change_id integer not null
) strict;
