import { sql, type Kysely } from "kysely";

const FUNCTIONS = [
  {
    // A page of all companies: how many documents have their vector in the named collections, and how many have none there.
    signature: "search_companies(text, uuid, integer)",
    definition: `(p_collection text, p_after uuid, p_limit integer)
      returns table (tenant_id uuid, indexed bigint, missing bigint) language sql stable
      return_query select t.tenant_id,
        count(*) filter (where d.collection = p_collection),
        count(*) filter (where d.tenant_id is not null and d.collection is distinct from p_collection and d.collection is distinct from 'none')
      from (select n.tenant_id from tenants n where p_after is null or n.tenant_id > p_after order by n.tenant_id limit p_limit) t
      left join search_documents d on d.tenant_id = t.tenant_id
      group by t.tenant_id order by t.tenant_id`,
  },
  {
    // Of companies that a vector store knows, those that are not there any more.
    signature: "search_deleted_companies(uuid[])",
    definition: `(p_tenants uuid[]) returns table (tenant_id uuid) language sql stable
      return_query select k.id from unnest(p_tenants) as k(id) where not exists (select from tenants t where t.tenant_id = k.id)`,
  },
  {
    // A page of a company's conversations without vectors in the named collection, or all of them when it lost some. Each gets a
    // task, unless it has one.
    signature: "search_catch_up(uuid, text, boolean, uuid, integer)",
    definition: `(p_tenant uuid, p_collection text, p_all boolean, p_after uuid, p_limit integer)
      returns table (last_id uuid, opened bigint) language sql volatile
      return_query with page as (
        select distinct d.conversation_id as id from search_documents d
        where d.tenant_id = p_tenant and (p_after is null or d.conversation_id > p_after)
          and (p_all or (d.collection is distinct from p_collection and d.collection is distinct from 'none'))
        order by d.conversation_id limit p_limit
      ), opened as (
        insert into summary_tasks as known (tenant_id, id, kind, conversation_id, reason, due_at)
        select p_tenant, gen_random_uuid(), 'index', p.id, 'requested', now() from page p
        on conflict (tenant_id, conversation_id, kind) where finished_at is null
          do update set reason = 'requested', version = known.version + 1 where p_all and known.reason <> 'requested'
        returning 1
      )
      select (select p.id from page p order by p.id desc limit 1), (select count(*) from opened)`,
  },
];

/** What the keeper of the vector store has to know of all companies, so that the store can be compared with Postgres. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const { signature, definition } of FUNCTIONS) {
    const name = signature.slice(0, signature.indexOf("("));
    const [head, body] = definition.split("return_query ");
    await sql
      .raw(`create function ${name}${head} security definer set search_path = public, pg_temp as $$ ${body} $$`)
      .execute(db);
    await sql.raw(`alter function ${signature} owner to chorus_system`).execute(db);
    await sql.raw(`revoke execute on function ${signature} from public`).execute(db);
    await sql.raw(`grant execute on function ${signature} to chorus_app`).execute(db);
  }
}
