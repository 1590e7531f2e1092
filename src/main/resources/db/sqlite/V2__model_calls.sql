-- A call is written down before it is made, so that a crash in the middle of it is paid for in the
-- task's limits as well.

alter table model_call add column call_id text;
alter table model_call add column ended integer not null default 1;

create unique index model_call_id on model_call (call_id) where call_id is not null;

-- Models that will not be asked again for a task.
create table given_up (
  id       integer primary key,
  task_seq integer not null references task (seq) on delete cascade,
  model    text    not null,
  refused  integer not null,
  why      text    not null
);

create index given_up_of_task on given_up (task_seq, id);
