import type pg from "pg";

/** Emptied, and left for services of the release before; those of this one do not use them. They go in the next release. */
export const TABLES_LEFT = ["notification_tasks", "summary_tasks"];

/** What services find in a database: the functions they call, and the tables they use. */
export interface Surface {
  /** What a function returns, by its name and the types it takes. */
  functions: Record<string, string>;
  /** Of each column its type, and `required` when a row cannot be inserted without it. */
  columns: Record<string, Record<string, string>>;
  /** What may be done with each table. */
  rights: Record<string, string>;
}

/**
 * Reads it from the catalogue, as `role` may use it.
 * @param role of services
 * @param wanted which functions and tables; one that is not there, or that the role may not use, is missing from the answer
 */
export async function readSurface(
  owner: pg.Client,
  role: string,
  { functions, tables }: { functions: readonly string[]; tables: readonly string[] },
): Promise<Surface> {
  const called = await owner.query<{ name: string; returns: string }>(
    `select format('%s(%s)', p.proname, oidvectortypes(p.proargtypes)) as name, pg_get_function_result(p.oid) as returns
     from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname = any($2)
       and has_function_privilege($1, p.oid, 'execute') order by 1`,
    [role, functions],
  );
  const columns = await owner.query<{ table: string; columns: Record<string, string>; rights: string }>(
    `select c.oid::regclass::text as table,
       json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)
         || case when a.attnotnull and not a.atthasdef then ' required' else '' end order by a.attname) as columns,
       (select string_agg(p, ', ') from unnest(array['select', 'insert', 'update', 'delete']) p
        where case p when 'delete' then has_table_privilege($1, c.oid, p) else has_any_column_privilege($1, c.oid, p) end
       ) as rights
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and c.oid::regclass::text = any($2)
     group by c.oid order by 1`,
    [role, tables],
  );
  return {
    functions: Object.fromEntries(called.rows.map(({ name, returns }) => [name, returns])),
    columns: Object.fromEntries(columns.rows.map((row) => [row.table, row.columns])),
    rights: Object.fromEntries(columns.rows.map(({ table, rights }) => [table, rights])),
  };
}

/** What a caller of `before` would miss in `now`: more columns, functions, rights and results are no harm. */
export function missingFrom(now: Surface, before: Surface): string[] {
  const missing: string[] = [];
  for (const [name, returns] of Object.entries(before.functions)) {
    const today = now.functions[name];
    if (today === undefined) missing.push(`function ${name}`);
    else if (!resultsOf(returns).every((result) => resultsOf(today).includes(result)))
      missing.push(`${name} returned ${returns}`);
  }
  for (const [table, columns] of Object.entries(before.columns)) {
    const today = now.columns[table];
    if (!today) missing.push(`table ${table}`);
    else missing.push(...missingColumns(table, today, columns));
    const rights = (now.rights[table] ?? "").split(", ");
    const lost = (before.rights[table] ?? "").split(", ").filter((right) => right !== "" && !rights.includes(right));
    missing.push(...lost.map((right) => `${right} on ${table}`));
  }
  return missing;
}

function missingColumns(table: string, today: Record<string, string>, before: Record<string, string>): string[] {
  const unlike = Object.entries(before).filter(
    ([name, type]) => today[name] !== type && `${today[name]} required` !== type,
  );
  const demanded = Object.entries(today).filter(([name, type]) => !(name in before) && type.endsWith(" required"));
  return [
    ...unlike.map(([name, type]) => `${table}.${name} was ${type}`),
    ...demanded.map(([name]) => `${table}.${name} is required and was not there`),
  ];
}

/** The columns of `TABLE(a integer, b text)`; any other result is one. */
function resultsOf(returns: string): string[] {
  const columns = /^TABLE\((?<columns>.*)\)$/.exec(returns)?.groups?.["columns"];
  return columns === undefined ? [returns] : columns.split(", ");
}
