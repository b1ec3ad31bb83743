import { systemIds } from "@chorus/kernel/ids";
import { expect, it } from "vitest";
import type { PresenceStore } from "../store.ts";

/** The contract of every store, in Redis and in memory. @param startMs later than anything other tests left behind */
export function describePresenceStore(createStore: () => PresenceStore, startMs: number): void {
  const somebody = () => ({ tenantId: systemIds.next(), userId: systemIds.next() });
  const opening = { change: "open" as const, connectionId: "c", endsAtMs: startMs + 1_000, isAgent: true };

  it("lets only the one who saw the last change publish", async () => {
    const store = createStore();
    const person = somebody();
    const [first] = await store.change([{ ...person, ...opening }], startMs);
    const [second] = await store.change(
      [{ ...person, change: "choose", status: "busy", chosenAtMs: startMs }],
      startMs,
    );
    if (!first || !second) throw new Error("no facts");
    expect(await store.publish(first, "online", startMs)).toBe(false);
    expect(await store.publish(second, "busy", startMs)).toBe(true);
    expect(await store.publish(second, "busy", startMs)).toBe(false);
  });

  it("forgets whose opening was stored but never published, once their lease has ended and somebody looked", async () => {
    const store = createStore();
    const people = Array.from({ length: 3 }, somebody);
    await store.change(
      people.map((person) => ({ ...person, ...opening })),
      startMs,
    );
    const endedOf = async () => {
      const ended = await store.ended(startMs + 2_000, 10_000);
      return ended.filter(({ tenantId }) => people.some((person) => person.tenantId === tenantId)).length;
    };
    expect(await endedOf()).toBe(3);
    await store.change(
      people.map((person) => ({ ...person, change: "read" as const })),
      startMs + 2_000,
    );
    expect(await endedOf()).toBe(0);
  });

  it("knows nothing of somebody it was asked to forget", async () => {
    const store = createStore();
    const person = somebody();
    const [opened] = await store.change([{ ...person, ...opening }], startMs);
    if (!opened) throw new Error("no facts");
    await store.publish(opened, "online", startMs);
    await store.forget([person]);
    expect(await store.agents(person.tenantId)).toEqual([]);
    expect(await store.ended(startMs + 2_000, 10_000)).not.toContainEqual(person);
    const [facts] = await store.change([{ ...person, change: "read" }], startMs + 1);
    expect(facts).toMatchObject({ published: "offline", lastSeenAtMs: null, sinceMs: null, chosen: null });
  });

  it("knows which customers are connected: until their last lease ends, those of the desk never", async () => {
    const store = createStore();
    const { tenantId } = somebody();
    const [brief, lasting, agent] = [systemIds.next(), systemIds.next(), systemIds.next()];
    const open = { ...opening, tenantId, isAgent: false };
    await store.change(
      [
        { ...open, userId: brief },
        { ...open, userId: lasting, endsAtMs: startMs + 5_000 },
        { ...open, userId: agent, isAgent: true },
        { ...somebody(), ...opening, isAgent: false },
      ],
      startMs,
    );
    expect(await store.customers(tenantId, startMs, 10)).toEqual([lasting, brief]);
    expect(await store.customers(tenantId, startMs, 1)).toEqual([lasting]);
    const leave = { change: "close" as const, connectionId: "c", endsAtMs: startMs + 500 };
    await store.change([{ tenantId, userId: lasting, ...leave }], startMs);
    expect(await store.customers(tenantId, startMs + 600, 10)).toEqual([brief]);
    expect(await store.customers(tenantId, startMs + 1_000, 10)).toEqual([]);
    await store.change([{ ...open, userId: brief, endsAtMs: startMs + 9_000 }], startMs + 1_000);
    await store.forget([{ tenantId, userId: brief }]);
    expect(await store.customers(tenantId, startMs + 1_000, 10)).toEqual([]);
  });

  it("keeps whose leave still has to be published", async () => {
    const store = createStore();
    const person = somebody();
    const [opened] = await store.change([{ ...person, ...opening }], startMs);
    if (!opened) throw new Error("no facts");
    await store.publish(opened, "online", startMs);
    await store.change([{ ...person, change: "read" }], startMs + 2_000);
    expect(await store.ended(startMs + 2_000, 10_000)).toContainEqual(person);
  });
}
