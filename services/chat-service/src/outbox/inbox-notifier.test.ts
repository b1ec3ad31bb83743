import { channels } from "@chorus/contracts/bus/channels";
import { expect, it } from "vitest";
import { createInboxNotifier } from "./inbox-notifier.ts";

const TENANT = "3f0c8c1e-6f0b-4f7e-9b0e-0f1d2c3b4a59";

it("reads no list rows for an inbox that nobody follows, and reads them as soon as somebody does", async () => {
  const followed = new Set<string>();
  const read: string[] = [];
  const notifier = createInboxNotifier({
    publish: () => Promise.resolve(),
    hasListeners: (channel) => Promise.resolve(followed.has(channel)),
    readRows: (tenantId) => {
      read.push(tenantId);
      return Promise.resolve([]);
    },
    logger: { warn: (problem: unknown) => expect.fail(String(problem)) },
  });
  notifier.changed(TENANT, "a");
  await notifier.drained();
  expect(read).toEqual([]);
  followed.add(channels.inbox(TENANT));
  notifier.changed(TENANT, "a");
  await notifier.drained();
  expect(read).toEqual([TENANT]);
});
