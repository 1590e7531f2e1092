-- What is changed to see whether anything can be changed.

create table pulse (
  only_row integer primary key check (only_row = 1),
  beats    integer not null
);

insert into pulse values (1, 0);
