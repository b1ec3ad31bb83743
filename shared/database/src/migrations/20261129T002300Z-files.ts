import { sql, type Kysely } from "kysely";

const POLICY = `tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid)`;

/**
 * Files that people sent, and the bytes they consist of. Equal bytes of a tenant are stored once; a trigger counts who refers to
 * them, so that every way in which a file's row goes (erasure, deletion of a tenant, expiry) releases its bytes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table file_blobs (
      tenant_id uuid not null references tenants,
      -- The name in the store. It is never used again, so deleting bytes cannot meet somebody who is writing them.
      id uuid not null,
      -- Null when nothing refers to it any more: it is only there until its bytes are deleted, and nobody takes it up again.
      sha256 bytea,
      size_bytes bigint not null,
      reference_count integer not null default 0 check (reference_count >= 0),
      created_at timestamptz not null default now(),
      primary key (tenant_id, id),
      unique (tenant_id, sha256)
    )`.execute(db);
  await sql`
    create index file_blobs_unreferenced on file_blobs (tenant_id, id) where reference_count = 0`.execute(db);
  await sql`
    create table files (
      tenant_id uuid not null references tenants,
      id uuid not null,
      blob_id uuid not null,
      thumbnail_blob_id uuid,
      name text not null,
      media_type text not null,
      size_bytes bigint not null,
      width integer,
      height integer,
      uploader_type text not null check (uploader_type in ('customer', 'agent', 'system', 'assistant')),
      uploader_id uuid,
      -- Whose data it is: erased and exported with them.
      customer_id uuid,
      conversation_id uuid,
      attached_at timestamptz,
      scan_state text not null default 'pending' check (scan_state in ('pending', 'clean', 'infected', 'failed')),
      scan_finding text,
      scanned_at timestamptz,
      created_at timestamptz not null default now(),
      primary key (tenant_id, id),
      foreign key (tenant_id, blob_id) references file_blobs (tenant_id, id),
      foreign key (tenant_id, thumbnail_blob_id) references file_blobs (tenant_id, id),
      foreign key (tenant_id, customer_id) references customers (tenant_id, id),
      foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
    )`.execute(db);
  await sql`create index files_by_blob on files (tenant_id, blob_id)`.execute(db);
  await sql`
    create index files_by_thumbnail on files (tenant_id, thumbnail_blob_id)
    where thumbnail_blob_id is not null`.execute(db);
  await sql`create index files_by_customer on files (tenant_id, customer_id, id)`.execute(db);
  await sql`create index files_by_conversation on files (tenant_id, conversation_id, id)`.execute(db);
  await sql`create index files_unattached on files (tenant_id, created_at) where attached_at is null`.execute(db);
  await sql`
    create index files_unscanned on files (tenant_id, created_at) where scan_state in ('pending', 'failed')`.execute(
    db,
  );
  for (const name of ["file_blobs", "files"]) {
    const table = sql.table(name);
    await sql`alter table ${table} enable row level security`.execute(db);
    await sql`alter table ${table} force row level security`.execute(db);
    await sql`
      create policy tenant_isolation on ${table} using (${sql.raw(POLICY)}) with check (${sql.raw(POLICY)})`.execute(
      db,
    );
    await sql`grant select, insert, update, delete on ${table} to chorus_app, chorus_system`.execute(db);
  }
  await sql`
    create function count_file_references() returns trigger language plpgsql set search_path = public, pg_temp as $$
    begin
      if tg_op = 'INSERT' then
        update file_blobs b set reference_count = b.reference_count + n.count
        from (select tenant_id, blob_id as id, count(*) from (
            select tenant_id, blob_id from changed
            union all select tenant_id, thumbnail_blob_id from changed where thumbnail_blob_id is not null) c
          group by 1, 2) n
        where b.tenant_id = n.tenant_id and b.id = n.id;
        return null;
      end if;
      -- In the order of uploads (reference-blobs.ts), so that nobody waits in a circle.
      perform from file_blobs b join (
          select tenant_id, blob_id as id from changed union select tenant_id, thumbnail_blob_id from changed) n
        on b.tenant_id = n.tenant_id and b.id = n.id
        order by b.sha256 for update of b;
      update file_blobs b set reference_count = b.reference_count - n.count,
        sha256 = case when b.reference_count > n.count then b.sha256 end
      from (select tenant_id, blob_id as id, count(*) from (
          select tenant_id, blob_id from changed
          union all select tenant_id, thumbnail_blob_id from changed where thumbnail_blob_id is not null) c
        group by 1, 2) n
      where b.tenant_id = n.tenant_id and b.id = n.id;
      return null;
    end
    $$`.execute(db);
  await sql`
    create trigger files_count_added after insert on files referencing new table as changed
    for each statement execute function count_file_references()`.execute(db);
  await sql`
    create trigger files_count_removed after delete on files referencing old table as changed
    for each statement execute function count_file_references()`.execute(db);
  // What a file consists of never changes: the counts would not follow.
  await sql`revoke update on files from chorus_app`.execute(db);
  await sql`
    grant update (customer_id, conversation_id, attached_at, scan_state, scan_finding, scanned_at, name) on files
    to chorus_app`.execute(db);
}
