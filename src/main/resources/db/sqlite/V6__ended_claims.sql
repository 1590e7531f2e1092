-- The fencing number of the claim that ended with this line, so that whoever did not hear of the
-- commit finds that it has: only on lines by which one did.

alter table event add column fence integer;
