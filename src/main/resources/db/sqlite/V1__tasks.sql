-- The row of a task is the truth about it. What is large lies in tables of its own, since SQLite
-- writes a whole row anew with every update. Times are milliseconds since 1970 in UTC.

create table task (
  seq            integer primary key autoincrement,
  id             text    not null unique,
  repository_key text    not null,
  email          text    not null,
  task           text    not null,
  round          integer not null,
  nonce          text    not null,
  fingerprint    text    not null,
  evaluation_url text    not null,
  state          text    not null,
  attempts       integer not null default 0,
  -- When there is next something to do; null when there is not. A claim sets it to the lease's end.
  due_at         integer,
  owner          text,
  fence          integer not null default 0,
  created_at     integer not null,
  deadline       integer not null,
  chosen         integer,
  repository     text,
  parent         text,
  repo_url       text,
  commit_sha     text,
  pages_url      text,
  error          text,
  unique (email, task, round, nonce)
);

create index task_due on task (state, due_at) where due_at is not null;
create index task_owned on task (owner) where owner is not null;
create index task_listed on task (state, seq);
-- The tasks that hold back later ones of their repository.
create index task_under_way on task (repository_key, seq)
  where state not in ('live', 'notified', 'failed', 'cancelled');

create table request (
  task_seq integer primary key references task (seq) on delete cascade,
  brief    text not null,
  checks   text not null
);

create table attachment (
  task_seq   integer not null references task (seq) on delete cascade,
  position   integer not null,
  name       text    not null,
  media_type text    not null,
  content    blob    not null,
  primary key (task_seq, position)
);

create table event (
  id       integer primary key,
  task_seq integer not null references task (seq) on delete cascade,
  at       integer not null,
  state    text    not null,
  detail   text    not null
);

create index event_of_task on event (task_seq, id);

create table version (
  task_seq        integer not null references task (seq) on delete cascade,
  number          integer not null,
  model           text    not null,
  summary         text    not null,
  base_repository text,
  base_sha        text,
  dropped         text    not null,
  failed_edits    text    not null,
  checks          text,
  published       integer not null default 0,
  primary key (task_seq, number)
);

create table change (
  task_seq integer not null,
  version  integer not null,
  position integer not null,
  kind     text    not null,
  path     text    not null,
  content  blob,
  primary key (task_seq, version, position),
  foreign key (task_seq, version) references version (task_seq, number) on delete cascade
);

create table model_call (
  id             integer primary key,
  task_seq       integer not null references task (seq) on delete cascade,
  model          text    not null,
  input_tokens   integer not null,
  output_tokens  integer not null,
  cached_tokens  integer not null,
  cost_usd       text,
  first_token_ms integer not null,
  duration_ms    integer not null
);

create index model_call_of_task on model_call (task_seq, id);

-- How many tasks are unfinished, kept by triggers so that accepting one need not count.
create table backlog (
  only_row   integer primary key check (only_row = 1),
  unfinished integer not null
);

insert into backlog values (1, 0);

create trigger task_accepted after insert on task begin
  update backlog set unfinished = unfinished + 1;
end;

create trigger task_finished after update of state on task
when new.state in ('notified', 'failed', 'cancelled')
  and old.state not in ('notified', 'failed', 'cancelled') begin
  update backlog set unfinished = unfinished - 1;
end;

-- What is changed to see whether anything can be changed.

create table pulse (
  only_row integer primary key check (only_row = 1),
  beats    integer not null
);

insert into pulse values (1, 0);
