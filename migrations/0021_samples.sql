-- Owner: Backend

-- How much there is of something at a time: every quarter of an hour, after a week every hour.
create table site_samples (
  name text not null,
  at integer not null,
  value integer not null,
  primary key (name, at)
) strict, without rowid;

-- How many requests began in a minute (after two days: in an hour), by the first digit of their status and how long they took at most, in
-- microseconds. Processes add to the same rows.
create table request_samples (
  at integer not null,
  class integer not null,
  upto integer not null,
  requests integer not null,
  primary key (at, class, upto)
) strict, without rowid;
