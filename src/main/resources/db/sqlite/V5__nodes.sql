-- Which nodes there are, by their own word: one that has not said so in time counts as gone.

create table node (
  id         text    primary key,
  -- What people call it.
  name       text    not null,
  -- What it runs, separated by commas.
  roles      text    not null,
  seen_until integer not null
);

-- Calls of models under way, where all nodes share a limit of them.

create table call_permit (
  call       text    primary key,
  owner      text    not null,
  held_until integer not null
);

-- What retention looks for.

create index task_ended on task (created_at) where state in ('notified', 'failed', 'cancelled');
