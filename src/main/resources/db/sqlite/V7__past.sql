-- Calls that wait for a permit stand in the same table, so that whoever came first goes first.

alter table call_permit add column asked_at integer not null default 0;
alter table call_permit add column granted integer not null default 1;

-- Whether any task still has a repository, by the digits of this key that its name ends with.

create index task_of_repository on task (repository_key);
