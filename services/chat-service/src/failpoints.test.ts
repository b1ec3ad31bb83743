import { readEnv } from "@chorus/kernel/config";
import { describe, expect, it, vi } from "vitest";
import { environment, toConfig } from "./config.ts";
import { NO_FAILPOINTS, readFailpoints } from "@chorus/kernel/failpoints";
import { FAILPOINTS } from "./failpoints.ts";

describe("failpoints", () => {
  it("are off unless asked for", () => {
    expect(readFailpoints(FAILPOINTS, "")).toBe(NO_FAILPOINTS);
    expect(toConfig(readEnv(environment, { DATABASE_URL: "postgres://127.0.0.1/x" })).failpoints).toBe("");
  });

  it.each(["production", "exposed"])("do not exist in production or where others reach the service: %s", (how) => {
    const variables = {
      ...(how === "production" ? { NODE_ENV: "production" } : { CHAT_HOST: "0.0.0.0" }),
      DATABASE_URL: "postgres://127.0.0.1/x",
      INTERNAL_SECRET: "internal-7Qm2ZxK9vT4bR8wLc1NfYp6HsD3gJa0E",
      CHORUS_SECRET: "chorus-5Hs8DkW1qZ7mXn3VbT9rLp2CyF6gJa0E",
      LINK_SECRET: "link-8Bd3VtXw5nKq1RmZ7yLc9HfJ2sPgA6Eu",
      CHORUS_OPERATOR_KEY: "operator-4Nf7YpKc1LwR8bT2vQ9mZxD3gJa0EhS",
    };
    expect(toConfig(readEnv(environment, variables)).failpoints).toBe("");
    expect(() => toConfig(readEnv(environment, { ...variables, CHORUS_FAILPOINTS: "committed=kill@1" }))).toThrow(
      /CHORUS_FAILPOINTS/,
    );
  });

  it("kill at the named place only, as often as told, after what has to happen first", async () => {
    const kill = vi.fn<() => void>();
    const before = vi.fn<() => Promise<void>>(() => Promise.resolve());
    const draws = [0.3, 0.7];
    const failpoints = readFailpoints(FAILPOINTS, "published=kill@0.5", { kill, random: () => draws.shift() ?? 1 });
    await failpoints.reach("committed", before);
    expect(before).not.toHaveBeenCalled();
    await failpoints.reach("published", before);
    expect([before.mock.calls.length, kill.mock.calls.length]).toEqual([1, 1]);
    await failpoints.reach("published", before);
    expect([before.mock.calls.length, kill.mock.calls.length]).toEqual([1, 1]);
  });

  it("wait", async () => {
    vi.useFakeTimers();
    const failpoints = readFailpoints(FAILPOINTS, "committed=wait:2000@1,published=kill@0", {
      kill: vi.fn<() => void>(),
      random: () => 0,
    });
    const reached = vi.fn<() => void>();
    const waiting = failpoints.reach("committed").then(reached);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(reached).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    vi.useRealTimers();
  });

  it.each(["nowhere=kill@1", "committed=explode@1", "committed=kill", "committed"])("%s is refused", (text) => {
    expect(() => readFailpoints(FAILPOINTS, text)).toThrow(/is no failpoint/);
  });
});
