-- What somebody said became of an attempt of which nobody knew whether its work was done.
alter table {step_attempt} add column settlement json;

-- What tells these tables from those of all other stores.
create table {store_identity} (
  id       integer     not null primary key check (id = 1),
  identity varchar(36) not null
);
insert into {store_identity} (id, identity) values (1, gen_random_uuid());
