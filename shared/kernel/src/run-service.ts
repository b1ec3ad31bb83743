import { SERVICES, type ServiceName } from "@chorus/contracts/services";
import { giveWayToOthers } from "./background-priority.ts";
import { ConfigError } from "./config.ts";
import type { Service } from "./service.ts";

const DRAIN_DEADLINE_MS = 25_000;
const FORCED_EXIT_MS = 30_000;
/** sysexits.h EX_CONFIG */
const EXIT_CONFIG = 78;

/**
 * Runs a service until SIGTERM or SIGINT: drain, dispose, and let the event loop empty.
 * A start that fails prints one clear message and ends with a non-zero exit code.
 */
export async function runService(
  name: ServiceName,
  create: (environment: NodeJS.ProcessEnv) => Promise<Service>,
): Promise<void> {
  if (SERVICES[name].isBackground) giveWayToOthers();
  let service: Service;
  try {
    service = await create(process.env);
  } catch (error) {
    process.exitCode = error instanceof ConfigError ? EXIT_CONFIG : 1;
    process.stderr.write(`cannot start:\n${messageOf(error)}\n`);
    return;
  }
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= stopService(service);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  process.once("uncaughtException", (error) => {
    process.exitCode = 1;
    process.stderr.write(`${service.name} ends after an error nobody handled:\n${error.stack ?? error.message}\n`);
    stop();
  });
  try {
    await service.start();
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${service.name} cannot start: ${messageOf(error)}\n`);
    await service[Symbol.asyncDispose]();
  }
}

async function stopService(service: Service): Promise<void> {
  const forced = setTimeout(() => {
    process.stderr.write(`${service.name} did not stop within ${FORCED_EXIT_MS} ms\n`);
    process.kill(process.pid, "SIGKILL");
  }, FORCED_EXIT_MS);
  forced.unref();
  try {
    await service.drain(DRAIN_DEADLINE_MS);
  } finally {
    await service[Symbol.asyncDispose]();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
