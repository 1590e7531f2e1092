-- As in the embedded database, whose migrations say what this is for.

alter table call_permit add column asked_at bigint not null default 0;
alter table call_permit add column granted integer not null default 1;

drop index task_ended;
create index task_past on task (created_at) where due_at is null;

create index task_of_repository on task (repository_key);
