-- What a stage has noted down for its own later tries at a task.

create table mark (
  task_seq integer not null references task (seq) on delete cascade,
  name     text    not null,
  value    text    not null,
  at       integer not null,
  primary key (task_seq, name)
);

-- What everyone who uses one token must agree on. The token is named by a digest.
create table token_limit (
  token        text    primary key,
  -- Nothing may be asked before.
  closed_until integer not null default 0,
  -- Refusals in a row that did not say for how long.
  untold       integer not null default 0,
  -- Nothing may be changed before.
  next_at      integer not null default 0,
  -- Who is changing something, and until when at most.
  holder       text,
  held_until   integer not null default 0
);
