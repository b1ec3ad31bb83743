import type { Health } from "@chorus/contracts/routes/health";
import type { Hono } from "hono";

const READY_CACHE_MS = 1_000;

export interface HealthState {
  service: string;
  draining: boolean;
}

/** `/livez` checks only the process; `/readyz` checks the dependencies, at most once a second, and fails while draining. */
export function mountHealth(app: Hono, state: HealthState, check: () => Promise<Record<string, string>>): void {
  const cachedCheck = cachedFor(READY_CACHE_MS, check);
  app.get("/livez", (http) => http.json({ status: "ok", service: state.service, checks: {} } satisfies Health));
  app.get("/readyz", async (http) => {
    const health = await readiness(state, cachedCheck);
    return http.json(health, health.status === "ok" ? 200 : 503);
  });
}

/** Shared with the gateway, which answers it without Hono. */
export async function readiness(state: HealthState, check: () => Promise<Record<string, string>>): Promise<Health> {
  if (state.draining) return { status: "draining", service: state.service, checks: {} };
  const checks = await check();
  const healthy = Object.values(checks).every((result) => result === "ok");
  return { status: healthy ? "ok" : "degraded", service: state.service, checks };
}

/** Runs `work` at most once per `durationMs`, also for concurrent callers. */
export function cachedFor<Result>(durationMs: number, work: () => Promise<Result>): () => Promise<Result> {
  let current: { at: number; result: Promise<Result> } | undefined;
  return () => {
    const now = Date.now();
    if (!current || now - current.at > durationMs) current = { at: now, result: work() };
    return current.result;
  };
}
