import type { Database, TenantTx } from "../src/database.ts";
import { CompiledQuery, type KyselyPlugin, type RootOperationNode } from "kysely";

interface PlanNode {
  "Node Type": string;
  "Index Name"?: string;
  "Relation Name"?: string;
  Filter?: string;
  Plans?: PlanNode[];
}

/**
 * Runs what a verb reads and afterwards asks Postgres how it would run each of these statements, with the same values, in the
 * same transaction and under the same row security.
 */
export async function plansOf(
  database: Database,
  run: (recording: Pick<Database, "readTenant">) => Promise<unknown>,
): Promise<string[]> {
  const plans: string[] = [];
  await run({
    readTenant: (tenantId, work) =>
      database.readTenant(tenantId, async (tx) => {
        const nodes: RootOperationNode[] = [];
        const result = await work(tx.withPlugin(recordingInto(nodes)) as TenantTx);
        for (const node of nodes) plans.push(await explain(tx, node));
        return result;
      }),
  });
  return plans;
}

function recordingInto(nodes: RootOperationNode[]): KyselyPlugin {
  return {
    transformQuery({ node }) {
      nodes.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

const COLUMNS_OF_INDEXES = `
  select i.indexrelid::regclass::text as name, array_agg(a.attname::text) as columns
  from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
  group by 1`;

async function explain(tx: TenantTx, node: RootOperationNode): Promise<string> {
  const { sql, parameters } = tx.getExecutor().compileQuery(node, { queryId: "explain" });
  const { rows } = await tx.executeQuery<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
    CompiledQuery.raw(`explain (format json, costs off) ${sql}`, [...parameters]),
  );
  const plan = rows[0]?.["QUERY PLAN"][0].Plan;
  if (!plan) throw new Error(`no plan for ${sql}`);
  const indexes = await tx.executeQuery<{ name: string; columns: string[] }>(CompiledQuery.raw(COLUMNS_OF_INDEXES, []));
  return linesOf(plan, new Map(indexes.rows.map(({ name, columns }) => [name, columns])), 0).join("\n");
}

/**
 * Node types, tables and indexes, and nothing that changes with the size of the data. "reads past" names columns of the index whose
 * condition Postgres checks on each row only, for instance because row security must not be passed by it.
 */
function linesOf(node: PlanNode, columnsOf: ReadonlyMap<string, readonly string[]>, depth: number): string[] {
  const index = node["Index Name"];
  const where = index ?? node["Relation Name"];
  const words = new Set(node.Filter?.match(/\w+/g));
  const past = (index === undefined ? [] : (columnsOf.get(index) ?? [])).filter((column) => words.has(column));
  const what = [node["Node Type"], where, ...(past.length > 0 ? ["reads past", ...past] : [])];
  const line = "  ".repeat(depth) + what.filter((part) => part !== undefined).join(" ");
  return [line, ...(node.Plans ?? []).flatMap((child) => linesOf(child, columnsOf, depth + 1))];
}
