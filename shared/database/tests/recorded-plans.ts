import type { Database, TenantTx } from "../src/database.ts";
import { CompiledQuery, type KyselyPlugin, type RootOperationNode } from "kysely";

interface PlanNode {
  "Node Type": string;
  "Index Name"?: string;
  "Relation Name"?: string;
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

async function explain(tx: TenantTx, node: RootOperationNode): Promise<string> {
  const { sql, parameters } = tx.getExecutor().compileQuery(node, { queryId: "explain" });
  const { rows } = await tx.executeQuery<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
    CompiledQuery.raw(`explain (format json, costs off) ${sql}`, [...parameters]),
  );
  const plan = rows[0]?.["QUERY PLAN"][0].Plan;
  if (!plan) throw new Error(`no plan for ${sql}`);
  return linesOf(plan, 0).join("\n");
}

/** Node types, tables and indexes, and nothing that changes with the size of the data. */
function linesOf(node: PlanNode, depth: number): string[] {
  const where = node["Index Name"] ?? node["Relation Name"];
  const line = `${"  ".repeat(depth)}${node["Node Type"]}${where === undefined ? "" : ` ${where}`}`;
  return [line, ...(node.Plans ?? []).flatMap((child) => linesOf(child, depth + 1))];
}
