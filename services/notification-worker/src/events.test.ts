import { createLogger } from "@chorus/observability/logger";
import { createMetrics } from "@chorus/observability/metrics";
import { expect, test } from "vitest";
import { createEvents } from "./events.ts";

test("who a provider refused is in no line of the log", () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ service: "test", level: "trace", pretty: false, destination });
  const events = createEvents(logger, createMetrics("test", { withProcess: false }), 0);
  const delivery = { id: "d", tenant_id: "t", channel: "email" } as const;
  events.attempted(delivery, "bounced", "550 <cara@home.test>: no such user");
  events.attempted({ ...delivery, channel: "sms" }, "failed", "+4915228817386 cannot be reached");
  events.refusedByPolicy(delivery, "550 5.7.1 cara@home.test: SPF failed");
  expect(lines).toHaveLength(3);
  expect(lines.join("")).not.toMatch(/cara|4915228817386/);
  expect(lines.join("")).toContain("no such user");
});
