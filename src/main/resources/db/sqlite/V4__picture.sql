-- What a version looks like in a browser.

create table picture (
  task_seq   integer not null,
  version    integer not null,
  media_type text    not null,
  content    blob    not null,
  primary key (task_seq, version),
  foreign key (task_seq, version) references version (task_seq, number) on delete cascade
);
