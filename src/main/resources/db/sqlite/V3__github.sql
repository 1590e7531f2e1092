-- What a stage has noted down for its own later tries at a task.

create table mark (
  task_seq integer not null references task (seq) on delete cascade,
  name     text    not null,
  value    text    not null,
  at       integer not null,
  primary key (task_seq, name)
);

-- What everyone who uses one token must agree on. The token is named by a digest. Beside each time
-- stands how long it was until then when it was set: a clock that is set back makes no wait longer.
create table token_limit (
  token        text    primary key,
  -- Nothing may be asked before.
  closed_until integer not null default 0,
  closed_for   integer not null default 0,
  -- Refusals in a row that did not say for how long.
  untold       integer not null default 0,
  -- Who is changing something.
  holder       text,
  -- Nothing else may be changed before: the holder's time and the gap, or the gap alone.
  next_at      integer not null default 0,
  next_for     integer not null default 0,
  -- The gap as it was last told.
  gap          integer not null default 1000
);
