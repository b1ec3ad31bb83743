import type { Health } from "@chorus/contracts/routes/health";
import { urlOf } from "@chorus/servers/ports";
import type { Part } from "../stack/parts.ts";
import { CheckFailure, type CheckList } from "./check-list.ts";

const TIMEOUT_MS = 3_000;

/** Each part by itself: is it alive, and does it reach what it needs? */
export async function checkHealth(list: CheckList, parts: readonly Part[]): Promise<void> {
  for (const part of parts) {
    if (part.kind === "app") {
      await list.check(
        `${part.name} serves its page`,
        `Start it with \`make dev\`; port ${part.port} is its own.`,
        async () => {
          await get(`${urlOf(part.port)}${part.readyPath}`);
        },
      );
      continue;
    }
    const alive = await list.check(
      `${part.name} is alive`,
      `Look at \`make logs SERVICE=${part.name}\`; port ${part.port} must be its own.`,
      () => get(`${urlOf(part.port)}/livez`),
    );
    if (!alive) continue;
    await list.check(
      `${part.name} is ready`,
      "Start what it needs again: stop `make dev` and start it once more.",
      () => checkReady(part),
    );
  }
}

async function checkReady(part: Part): Promise<void> {
  const response = await request(`${urlOf(part.port)}/readyz`);
  const health = (await response.json()) as Health;
  if (response.ok) return;
  const problems = Object.entries(health.checks).filter(([, state]) => state !== "ok");
  const wrong = problems.map(([name, state]) => `${name}: ${state}`).join("; ");
  throw new CheckFailure(`It is ${health.status}${wrong ? ` (${wrong})` : ""}.`);
}

async function get(url: string): Promise<void> {
  const response = await request(url);
  await response.body?.cancel();
  if (!response.ok) throw new CheckFailure(`${url} answers with status ${response.status}.`);
}

async function request(url: string): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    throw new CheckFailure(`Nobody answers at ${url}.`, { cause: error });
  }
}
