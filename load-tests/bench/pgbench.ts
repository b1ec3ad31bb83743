import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { latencyOf, type Latency } from "./statistics.ts";

export interface PgbenchOptions {
  tenantId: string;
  /** Each call takes one of them by chance, so that clients do not wait for one another's conversation. */
  conversations: readonly { conversationId: string; customerId: string }[];
  clients: number;
  /** Either so many calls of each client, or as many as go. */
  bound: { calls: number } | { seconds: number };
}

export interface PgbenchResult extends Latency {
  callsPerSecond: number;
}

/** The append that a message causes, as pgbench calls it: one message of a customer. */
function script({ tenantId, conversations }: PgbenchOptions): string {
  const chosen = (ids: readonly string[]) => `' || ('{${ids.join(",")}}'::uuid[])[:chosen] || '`;
  const item = [
    `"conversationId": "${chosen(conversations.map(({ conversationId }) => conversationId))}"`,
    `"id": "' || gen_random_uuid() || '"`,
    `"kind": "message.created", "isPublic": true, "actorType": "customer"`,
    `"actorId": "${chosen(conversations.map(({ customerId }) => customerId))}"`,
    `"clientMessageId": "' || gen_random_uuid() || '"`,
    `"data": {"body": "${"x".repeat(80)}", "replyToSeq": null, "replyToPublicSeq": null}`,
  ].join(", ");
  return [
    `\\set chosen random(1, ${conversations.length})`,
    `select outcome from append_events('${tenantId}', ('[{${item}}]')::jsonb);\n`,
  ].join("\n");
}

/**
 * Calls the same append with pgbench, prepared.
 * @throws Error when pgbench is not there or fails
 */
export async function runPgbench(databaseUrl: string, options: PgbenchOptions): Promise<PgbenchResult> {
  const folder = await mkdtemp(path.join(tmpdir(), "chorus-pgbench-"));
  try {
    const file = path.join(folder, "append.sql");
    await writeFile(file, script(options));
    const { clients, bound } = options;
    const args = [
      ...["-n", "-M", "prepared", "-c", String(clients), "-j", String(Math.min(2, clients))],
      ...("calls" in bound ? ["-t", String(bound.calls)] : ["-T", String(bound.seconds)]),
      ...["-l", "--log-prefix", path.join(folder, "log"), "-f", file, databaseUrl],
    ];
    const child = spawn("pgbench", args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error(`pgbench ended with ${code}: ${output}`);
    const callsPerSecond = Number(/^tps = ([\d.]+)/m.exec(output)?.[1]);
    return { ...latencyOf(await readLog(folder)), callsPerSecond };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** pgbench logs a line per call; its third column is the latency in microseconds. */
async function readLog(folder: string): Promise<number[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith("log"));
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  return texts.flatMap((text) => text.trim().split("\n")).map((line) => Number(line.split(" ")[2]) / 1000);
}
