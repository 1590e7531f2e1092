-- As in the embedded database, whose migrations say what the tables and columns are for. Times are
-- milliseconds since 1970 in UTC.

-- What all times are compared with, whichever node asks. Tests put another one in its place.
create function engine_now() returns bigint language sql volatile
  as 'select floor(extract(epoch from clock_timestamp()) * 1000)::bigint';

create table task (
  seq            bigint generated always as identity primary key,
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
  due_at         bigint,
  owner          text,
  fence          bigint  not null default 0,
  created_at     bigint  not null,
  deadline       bigint  not null,
  chosen         integer,
  repository     text,
  parent         text,
  repo_url       text,
  commit_sha     text,
  pages_url      text,
  error          text,
  unique (email, task, round, nonce)
)
-- Every row is written anew a dozen times within minutes, and its old self found by every claim
-- until it is cleared away.
with (
  fillfactor = 80,
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_analyze_scale_factor = 0.05
);

create index task_due on task (state, due_at, seq) where due_at is not null;
create index task_owned on task (owner) where owner is not null;
create index task_listed on task (state, seq);
create index task_under_way on task (repository_key, seq)
  where state not in ('live', 'notified', 'failed', 'cancelled');
create index task_ended on task (created_at) where state in ('notified', 'failed', 'cancelled');

create table request (
  task_seq bigint primary key references task (seq) on delete cascade,
  brief    text not null,
  checks   text not null
);

create table attachment (
  task_seq   bigint  not null references task (seq) on delete cascade,
  position   integer not null,
  name       text    not null,
  media_type text    not null,
  content    bytea   not null,
  primary key (task_seq, position)
);

create table event (
  id       bigint generated always as identity primary key,
  task_seq bigint not null references task (seq) on delete cascade,
  at       bigint not null,
  state    text   not null,
  detail   text   not null,
  fence    bigint
);

create index event_of_task on event (task_seq, id);

create table version (
  task_seq        bigint  not null references task (seq) on delete cascade,
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
  task_seq bigint  not null,
  version  integer not null,
  position integer not null,
  kind     text    not null,
  path     text    not null,
  content  bytea,
  primary key (task_seq, version, position),
  foreign key (task_seq, version) references version (task_seq, number) on delete cascade
);

create table picture (
  task_seq   bigint  not null,
  version    integer not null,
  media_type text    not null,
  content    bytea   not null,
  primary key (task_seq, version),
  foreign key (task_seq, version) references version (task_seq, number) on delete cascade
);

create table model_call (
  id             bigint generated always as identity primary key,
  task_seq       bigint  not null references task (seq) on delete cascade,
  call_id        text,
  ended          integer not null default 1,
  model          text    not null,
  input_tokens   bigint  not null,
  output_tokens  bigint  not null,
  cached_tokens  bigint  not null,
  cost_usd       text,
  first_token_ms bigint  not null,
  duration_ms    bigint  not null
);

create index model_call_of_task on model_call (task_seq, id);
create unique index model_call_id on model_call (call_id) where call_id is not null;

create table given_up (
  id       bigint generated always as identity primary key,
  task_seq bigint  not null references task (seq) on delete cascade,
  model    text    not null,
  refused  integer not null,
  why      text    not null
);

create index given_up_of_task on given_up (task_seq, id);

create table mark (
  task_seq bigint not null references task (seq) on delete cascade,
  name     text   not null,
  value    text   not null,
  at       bigint not null,
  primary key (task_seq, name)
);

create table token_limit (
  token        text    primary key,
  closed_until bigint  not null default 0,
  closed_for   bigint  not null default 0,
  untold       integer not null default 0,
  holder       text,
  next_at      bigint  not null default 0,
  next_for     bigint  not null default 0,
  gap          bigint  not null default 1000
);

create table node (
  id         text   primary key,
  name       text   not null,
  roles      text   not null,
  seen_until bigint not null
);

create table call_permit (
  call       text   primary key,
  owner      text   not null,
  held_until bigint not null
);

-- How many tasks are unfinished: the sum, since with a single row all nodes would wait for each
-- other until the end of every transaction. Each connection has one of them.
create table backlog (
  slot       integer primary key,
  unfinished bigint  not null
) with (fillfactor = 20);

insert into backlog (slot, unfinished) select slot, 0 from generate_series(0, 31) as slot;

create function count_unfinished() returns trigger language plpgsql as '
begin
  update backlog set unfinished = unfinished + case when tg_op = ''INSERT'' then 1 else -1 end
    where slot = pg_backend_pid() % 32;
  return null;
end';

create trigger task_accepted after insert on task
  for each row execute function count_unfinished();

create trigger task_finished after update of state on task
  for each row when (new.state in ('notified', 'failed', 'cancelled')
    and old.state not in ('notified', 'failed', 'cancelled'))
  execute function count_unfinished();

create table pulse (
  only_row integer primary key check (only_row = 1),
  beats    bigint  not null
);

insert into pulse values (1, 0);
