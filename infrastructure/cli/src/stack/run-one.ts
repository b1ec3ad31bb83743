import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createCleanup } from "@chorus/kernel/cleanup";
import { readLocalEnvironment } from "../config.ts";
import { requireFreePort } from "@chorus/servers/ports";
import { endChild } from "@chorus/servers/processes";
import { prepareDatabase } from "@chorus/servers/prepare-database";
import { startDataServers } from "./data-servers.ts";
import { asOwnRole, partEnvironment } from "@chorus/cluster/part-environment";
import { listParts } from "./parts.ts";
import { readRunningStack } from "./stack-file.ts";
import { UserError } from "@chorus/servers/user-error";

/**
 * `make run-<service>`: one service in the foreground, started again at each change of its code. Beside
 * `CHORUS_WITHOUT=<service> make dev` it takes that service's place; alone it brings Postgres and Redis.
 */
export async function runOne([name = ""]: string[]): Promise<void> {
  const environment = readLocalEnvironment();
  const services = listParts({ ...environment, CHORUS_WITHOUT: [] }).filter((part) => part.kind === "service");
  const service = services.find((part) => part.name === name);
  if (!service)
    throw new UserError(`There is no service "${name}"; there are ${services.map((part) => part.name).join(", ")}.`);
  await requireFreePort(
    service.port,
    `${name}, perhaps in make dev: leave it out there with CHORUS_WITHOUT=${name}`,
    service.portVariable,
  );

  const cleanup = createCleanup();
  try {
    const running = await readRunningStack();
    const data = running?.adminDatabaseUrl && running.redisUrl ? running : await startDataServers(environment, cleanup);
    const { databaseUrl } = await prepareDatabase(data.adminDatabaseUrl ?? "");
    const addresses = partEnvironment({
      ports: environment,
      databaseUrl,
      redisUrl: data.redisUrl ?? "",
      chromaUrl: data.chromaUrl ?? "",
    });
    const child = spawn(
      process.execPath,
      ["--watch", "--watch-preserve-output", path.join(service.folder, "src/main.ts")],
      {
        cwd: service.folder,
        env: { ...process.env, LOG_PRETTY: "true", ...asOwnRole(name, addresses) },
        stdio: "inherit",
      },
    );
    const stop = () => void endChild(child, "SIGTERM", 32_000);
    process.on("SIGINT", stop).on("SIGTERM", stop);
    await once(child, "exit");
  } finally {
    await cleanup.run();
  }
}
