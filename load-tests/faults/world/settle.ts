import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "@chorus/kernel/wait";
import type { StoredEvent } from "../checker/history.ts";
import type { Cluster } from "./cluster.ts";
import type { Crowd } from "./crowd.ts";
import type { Person } from "./person.ts";
import { readLog } from "./read-log.ts";

const EMPTY_WITHIN_MS = 60_000;
/** The client gives up a request after 15 s. */
const ANSWERED_WITHIN_MS = 20_000;
/** An append that nobody waits for any more may still be under way. */
const QUIET_MS = 400;
const QUIET_WITHIN_MS = 20_000;
/** The slowest repair of an unpublished event is the sweep of heads, 15 s. */
const SEEN_WITHIN_MS = 30_000;
/** A lease, and a little. */
const PRESENT_WITHIN_MS = 50_000;

interface Settled {
  stored: StoredEvent[];
  /** What did not come to rest. */
  unsettled: string[];
  /** Whose client was stopped with unsent messages in it: it hears of nothing that is stored after that. */
  stopped: ReadonlySet<Person>;
}

/** Waits, within what is promised, until everybody has everything. */
export async function settle(cluster: Cluster, crowd: Crowd): Promise<Settled> {
  const unsettled: string[] = [];
  const expectAll = async (what: string, timeoutMs: number, isDone: (person: Person) => boolean) => {
    const missing = () => crowd.people.filter((person) => !isDone(person));
    if (await waitFor(() => missing().length === 0, { timeoutMs })) return;
    for (const person of missing()) unsettled.push(`${person.name} ${what} after ${timeoutMs} ms`);
  };
  await expectAll("has unsent messages", EMPTY_WITHIN_MS, (person) => person.chat.outgoing.getSnapshot().length === 0);
  // What is still unsent stays unsent: a log that is read while a backlog drains lacks what is acknowledged later.
  const stopped = new Set(crowd.people.filter(({ chat }) => chat.outgoing.getSnapshot().length > 0));
  for (const { chat } of stopped) chat.stop();
  await expectAll("waits for answers", ANSWERED_WITHIN_MS, (person) => !crowd.recorder.isWaiting(person.member.id));
  const stored = await readQuietLog(cluster, crowd, unsettled);
  await expectAll("does not see everything", SEEN_WITHIN_MS, (person) =>
    person.conversationIds.every((id) => {
      const { status, lastSeq } = person.streamOf(id).getSnapshot();
      return status === "live" && lastSeq >= headFor(person, id, stored);
    }),
  );
  const agents = (person: Person) => person.audience === "agents";
  await expectAll("has an old inbox", SEEN_WITHIN_MS, (person) => {
    return (
      !agents(person) || person.conversationIds.every((id) => person.inboxHeads.get(id) === headFor(person, id, stored))
    );
  });
  await expectAll("does not see all who are here", PRESENT_WITHIN_MS, (person) => {
    const others = crowd.people.filter((other) => other.tenantId === person.tenantId && other !== person);
    const presence = person.chat.presence.getSnapshot();
    return (
      !agents(person) || others.every((other) => (presence.get(other.member.id)?.status ?? "offline") !== "offline")
    );
  });
  return { stored, unsettled, stopped };
}

async function readQuietLog(cluster: Cluster, crowd: Crowd, unsettled: string[]): Promise<StoredEvent[]> {
  const endAtMs = performance.now() + QUIET_WITHIN_MS;
  let stored = await readLog(cluster.postgres.url, crowd.conversationIds);
  for (;;) {
    await delay(QUIET_MS);
    const later = await readLog(cluster.postgres.url, crowd.conversationIds);
    if (later.length === stored.length) return later;
    stored = later;
    if (performance.now() < endAtMs) continue;
    unsettled.push("the log still grows, though nobody says anything");
    return stored;
  }
}

function headFor(person: Person, conversationId: string, stored: readonly StoredEvent[]): number {
  const seqs = stored.flatMap((event) => {
    if (event.conversationId !== conversationId) return [];
    return (person.audience === "agents" ? event.seq : event.publicSeq) ?? [];
  });
  return Math.max(0, ...seqs);
}
