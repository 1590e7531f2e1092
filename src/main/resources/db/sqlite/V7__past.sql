-- Calls that wait for a permit stand in the same table, so that whoever came first goes first.

alter table call_permit add column asked_at integer not null default 0;
alter table call_permit add column granted integer not null default 1;

-- What retention looks for: nothing is due only of what has ended. By its state, SQLite would rather
-- look at all that have ended.

drop index task_ended;
create index task_past on task (created_at) where due_at is null;

-- Whether any task still has a repository, by the digits of this key that its name ends with.

create index task_of_repository on task (repository_key);
