import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { latencyOf, type Latency } from "./statistics.ts";

/** The append that a message causes, as pgbench calls it: one message of the customer, one client, prepared. */
function script(tenantId: string, conversationId: string, customerId: string): string {
  const item = [
    `"conversationId": "${conversationId}"`,
    `"id": "' || gen_random_uuid() || '"`,
    `"kind": "message.created", "isPublic": true, "actorType": "customer"`,
    `"actorId": "${customerId}"`,
    `"clientMessageId": "' || gen_random_uuid() || '"`,
    `"data": {"body": "${"x".repeat(80)}", "replyToSeq": null, "replyToPublicSeq": null}`,
  ].join(", ");
  return `select outcome from append_events('${tenantId}', ('[{${item}}]')::jsonb);\n`;
}

/**
 * Calls the same append with pgbench, one client.
 * @throws Error when pgbench is not there or fails
 */
export async function runPgbench(
  databaseUrl: string,
  ids: { tenantId: string; conversationId: string; customerId: string },
  calls: number,
): Promise<Latency> {
  const folder = await mkdtemp(path.join(tmpdir(), "chorus-pgbench-"));
  try {
    const file = path.join(folder, "append.sql");
    await writeFile(file, script(ids.tenantId, ids.conversationId, ids.customerId));
    const args = [
      "-n",
      "-c",
      "1",
      "-t",
      String(calls),
      "-M",
      "prepared",
      "-l",
      "--log-prefix",
      path.join(folder, "log"),
      "-f",
      file,
      databaseUrl,
    ];
    const child = spawn("pgbench", args, { stdio: ["ignore", "ignore", "pipe"] });
    let output = "";
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error(`pgbench ended with ${code}: ${output}`);
    return latencyOf(await readLog(folder));
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
