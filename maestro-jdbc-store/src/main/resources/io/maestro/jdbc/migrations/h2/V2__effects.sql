-- What somebody said became of an attempt of which nobody knew whether its work was done.
alter table {step_attempt} add column if not exists settlement clob;

-- What tells these tables from those of all other stores.
create table if not exists {store_identity} (
  id       integer     not null primary key check (id = 1),
  identity varchar(36) not null
);
merge into {store_identity} i using (values (1)) v(id) on i.id = v.id
when not matched then insert (id, identity) values (1, cast(random_uuid() as varchar));
