import { expect, test, vi } from "vitest";
import { createSummaryStreams } from "./summary-streams.ts";

const of = (userId = "u", tenantId = "t") => ({ tenantId, userId, sessionId: "s", role: "agent" as const });
const openFor = (streams: ReturnType<typeof createSummaryStreams>, watcher = of()) =>
  streams.open(
    { tenantId: watcher.tenantId, conversationId: "c" },
    { ...watcher, isLive: () => Promise.resolve(true) },
  );

function hubOf(subscribe: () => Promise<() => void> = () => Promise.resolve(() => undefined)) {
  let listener: (message: string) => void = () => undefined;
  return {
    subscribe: (_channel: string, hear: (message: string) => void) => {
      listener = hear;
      return subscribe();
    },
    publish: (event: object) => listener(JSON.stringify(event)),
  };
}

test("whoever fills the own share leaves everybody else's free", async () => {
  const streams = createSummaryStreams({} as never, hubOf());
  const opened = [];
  for (let count = 0; count < 10; count += 1) opened.push(await openFor(streams, of("viewer")));
  await expect(openFor(streams, of("viewer"))).rejects.toMatchObject({ code: "rate_limited" });
  await openFor(streams, of("owner"));
  await openFor(streams, of("somebody", "other"));
  await opened[0]?.cancel();
  await vi.waitFor(async () => expect(await openFor(streams, of("viewer"))).toBeInstanceOf(ReadableStream));
});

test("a subscription that fails, or never comes, gives its place back", async () => {
  const broken = createSummaryStreams(
    {} as never,
    hubOf(() => Promise.reject(new Error("Redis is away"))),
  );
  for (let count = 0; count < 30; count += 1) await expect(openFor(broken, of())).rejects.toThrow("Redis is away");
  vi.useFakeTimers();
  const silent = createSummaryStreams(
    {} as never,
    hubOf(() => new Promise(() => undefined)),
  );
  const asked = Array.from({ length: 10 }, () => openFor(silent, of()).catch((error: unknown) => error));
  await vi.advanceTimersByTimeAsync(4_000);
  for (const error of await Promise.all(asked)) expect(error).toMatchObject({ code: "unavailable" });
  const again = openFor(silent, of()).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await again).toMatchObject({ code: "unavailable" });
  vi.useRealTimers();
});

test("a stream that ends gives its place back, also when nobody reads the rest of it", async () => {
  vi.useFakeTimers();
  const hub = hubOf();
  const streams = createSummaryStreams({} as never, hub);
  for (let count = 0; count < 10; count += 1) {
    await openFor(streams);
    hub.publish({ kind: "done" });
  }
  await vi.advanceTimersByTimeAsync(6_000);
  vi.useRealTimers();
  expect(await openFor(streams)).toBeInstanceOf(ReadableStream);
});

test("a reader that takes nothing is cut off and does not fill the memory", async () => {
  const hub = hubOf();
  const streams = createSummaryStreams({} as never, hub);
  const stream = await openFor(streams, of());
  for (let count = 0; count < 1_000; count += 1) hub.publish({ kind: "reset" });
  const reader = stream.getReader();
  const drain = async () => {
    for (;;) if ((await reader.read()).done) return;
  };
  await expect(drain()).rejects.toThrow("too slow");
});
