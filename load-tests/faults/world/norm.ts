import { setTimeout as delay } from "node:timers/promises";
import type { Crowd } from "./crowd.ts";
import type { Person } from "./person.ts";

/** What counts as a normal answer on an idle machine, which needs about 10 ms. */
const NORMAL_MS = 500;
/** And so many times what was needed right before, when that is more. */
const FACTOR = 3;

/** What is a normal answer, and who does not get one. */
export interface Norm {
  /** Takes the slowest answer of the next `durationMs` as what this machine can do. */
  learn(durationMs: number): Promise<void>;
  /** Online, up to date, and what was said since `fromMs` was answered quickly, most recently too. @returns what is not so */
  whyNot(person: Person, fromMs: number): string | null;
}

export function createNorm({ recorder }: Crowd): Norm {
  let normalMs = NORMAL_MS;
  return {
    async learn(durationMs) {
      const fromMs = recorder.nowMs();
      await delay(durationMs);
      const took = recorder.sends.flatMap(({ invokedAtMs, endedAtMs }) =>
        invokedAtMs >= fromMs && endedAtMs !== undefined ? endedAtMs - invokedAtMs : [],
      );
      normalMs = Math.max(NORMAL_MS, FACTOR * Math.max(0, ...took));
    },
    whyNot(person, fromMs) {
      const { status } = person.chat.connection.getSnapshot();
      if (status !== "online") return `is ${status}`;
      const notLive = person.conversationIds.find((id) => person.streamOf(id).getSnapshot().status !== "live");
      if (notLive) return `has a conversation ${person.streamOf(notLive).getSnapshot().status}`;
      const own = recorder.sendsOf(person.member.id);
      const nowMs = recorder.nowMs();
      const late = own.filter((send) => send.outcome === "unknown" && nowMs - send.invokedAtMs > normalMs);
      if (late.length > 0 && !person.isCareless) return `waits for ${late.length} answers`;
      const isQuick = (id: string) =>
        own.some(({ conversationId, outcome, invokedAtMs, endedAtMs = Infinity }) => {
          return (
            conversationId === id && outcome === "ok" && invokedAtMs >= fromMs && endedAtMs - invokedAtMs < normalMs
          );
        });
      return person.conversationIds.every(isQuick) ? null : "has no quick answer yet";
    },
  };
}
