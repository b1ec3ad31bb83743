-- Counts who refers to the bytes of files, so that every way in which a file goes releases them. Bytes that nothing refers to lose
-- their digest, so that nobody takes them up again.
create or replace function count_file_references() returns trigger
language plpgsql volatile set search_path = public, pg_temp as $$
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
$$
