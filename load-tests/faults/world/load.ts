import { waitFor } from "@chorus/local/wait";
import type { Crowd } from "./crowd.ts";
import type { Person } from "./person.ts";

/** Everybody says something this often, in each of their conversations: below the limits, so that these do not take part. */
const CUSTOMER_EVERY_MS = 300;
const AGENT_EVERY_MS = { short: 350, long: 200 };
/** What counts as a normal answer. An idle platform needs about 10 ms, a busy test machine sometimes 100. */
const NORMAL_MS = 500;

/** People who talk, from now until `stop`. */
export interface Load {
  /** Resolves once everybody is answered normally again. @returns the milliseconds that took; null when it took longer */
  untilNormal(timeoutMs: number): Promise<number | null>;
  stop(): void;
}

export function startLoad(crowd: Crowd, isShort: boolean): Load {
  const timers = crowd.people.flatMap((person) =>
    person.conversationIds.map((conversationId) =>
      setInterval(
        () => person.say(conversationId),
        person.member.role === "customer" ? CUSTOMER_EVERY_MS : AGENT_EVERY_MS[isShort ? "short" : "long"],
      ),
    ),
  );
  return {
    async untilNormal(timeoutMs) {
      const fromMs = performance.now();
      const isNormal = () => crowd.people.every((person) => isServedNormally(crowd, person, fromMs));
      const recovered = await waitFor(isNormal, { timeoutMs, intervalMs: 20 });
      return recovered ? performance.now() - fromMs : null;
    },
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** Online, up to date, and what was said since `fromMs` was answered quickly, most recently too. */
function isServedNormally(crowd: Crowd, person: Person, fromMs: number): boolean {
  if (person.chat.connection.getSnapshot().status !== "online") return false;
  const isLive = person.conversationIds.every((id) => person.streamOf(id).getSnapshot().status === "live");
  if (!isLive) return false;
  const nowMs = performance.now();
  const own = crowd.recorder.sends.filter((send) => send.authorId === person.member.id);
  const isLate = own.some(
    (send) => !person.isCareless && send.outcome === "unknown" && nowMs - send.invokedAtMs > NORMAL_MS,
  );
  if (isLate) return false;
  return person.conversationIds.every((id) =>
    own.some(
      ({ conversationId, outcome, invokedAtMs, endedAtMs }) =>
        conversationId === id &&
        outcome === "ok" &&
        invokedAtMs >= fromMs &&
        (endedAtMs ?? 0) - invokedAtMs < NORMAL_MS,
    ),
  );
}
