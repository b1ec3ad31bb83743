import { waitFor } from "@chorus/local/wait";
import type { Crowd } from "./crowd.ts";
import type { Person } from "./person.ts";

/** Everybody says something this often, in each of their conversations: below the limits, so that these do not take part. */
const CUSTOMER_EVERY_MS = 300;
const AGENT_EVERY_MS = { short: 350, long: 200 };
/** What counts as a normal answer. An idle platform needs about 10 ms, a busy test machine sometimes 100. */
const NORMAL_MS = 500;
const LOOK_BACK_MS = 3_000;
/** Who sees so much of their own unsent waits with the next. */
const PATIENCE = 20;

/** People who talk, from now until `stop`. */
export interface Load {
  /** Resolves once everybody is answered normally again. @returns the milliseconds that took; null when it took longer */
  untilNormal(timeoutMs: number): Promise<number | null>;
  /** Who is not answered normally right now, and why. */
  whoIsNot(): string[];
  stop(): void;
}

export function startLoad(crowd: Crowd, isShort: boolean): Load {
  const timers = crowd.people.flatMap((person) =>
    person.conversationIds.map((conversationId) =>
      setInterval(
        () => {
          if (person.chat.outgoing.getSnapshot().length < PATIENCE) person.say(conversationId);
        },
        person.member.role === "customer" ? CUSTOMER_EVERY_MS : AGENT_EVERY_MS[isShort ? "short" : "long"],
      ),
    ),
  );
  return {
    async untilNormal(timeoutMs) {
      const fromMs = performance.now();
      const isNormal = () => crowd.people.every((person) => whyNotNormal(crowd, person, fromMs) === null);
      const recovered = await waitFor(isNormal, { timeoutMs, intervalMs: 20 });
      return recovered ? performance.now() - fromMs : null;
    },
    whoIsNot() {
      return crowd.people.flatMap((person) => {
        const why = whyNotNormal(crowd, person, performance.now() - LOOK_BACK_MS);
        return why === null ? [] : `${person.name} ${why}`;
      });
    },
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** Online, up to date, and what was said since `fromMs` was answered quickly, most recently too. @returns what is not so */
function whyNotNormal({ recorder }: Crowd, person: Person, fromMs: number): string | null {
  const { status } = person.chat.connection.getSnapshot();
  if (status !== "online") return `is ${status}`;
  const notLive = person.conversationIds.find((id) => person.streamOf(id).getSnapshot().status !== "live");
  if (notLive) return `has a conversation ${person.streamOf(notLive).getSnapshot().status}`;
  const nowMs = performance.now();
  const own = recorder.sends.filter((send) => send.authorId === person.member.id);
  const late = own.filter((send) => send.outcome === "unknown" && nowMs - send.invokedAtMs > NORMAL_MS);
  if (late.length > 0 && !person.isCareless) return `waits for ${late.length} answers`;
  const isQuick = (id: string) =>
    own.some(({ conversationId, outcome, invokedAtMs, endedAtMs = Infinity }) => {
      return conversationId === id && outcome === "ok" && invokedAtMs >= fromMs && endedAtMs - invokedAtMs < NORMAL_MS;
    });
  return person.conversationIds.every(isQuick) ? null : "has no quick answer yet";
}
