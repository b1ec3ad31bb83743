import { waitFor } from "@chorus/kernel/wait";
import type { Crowd } from "./crowd.ts";
import { createNorm } from "./norm.ts";
import type { Person } from "./person.ts";

/** Everybody says something this often, in each of their conversations: below the limits, so that these do not take part. */
const EVERY_MS = { short: { customer: 600, agent: 800 }, long: { customer: 300, agent: 250 } };
const LOOK_BACK_MS = 3_000;
/**
 * Who sees so much of their own unsent in a conversation waits with the next until all of it is sent. People who went on talking as fast as before
 * would keep a backlog alive that a slow machine never gets to the end of.
 */
const PATIENCE = 10;
/** And this is how it is measured whether answers come as quickly as before: by people who wait for the last one. */
const MEASURING_PATIENCE = 1;
/** On a machine that lets us run for a part of the time only, time is up later, but not never. */
const MAX_STRETCH = 4;

interface Recovery {
  /** Until everybody was answered normally, without the time in which the machine did other things; null when it took too long. */
  tookMs: number | null;
  /** Who was last to be answered, what they waited for, and until when. */
  lastly: string[];
}

/** People who talk, from now until `stop`. */
export interface Load {
  /** Resolves once everybody is answered normally again. */
  untilNormal(timeoutMs: number): Promise<Recovery>;
  /** Takes how quickly people are answered right now as what is normal on this machine. */
  learnNormal(durationMs: number): Promise<void>;
  /** Who is not answered normally right now, and why. */
  whoIsNot(): string[];
  stop(): void;
}

export function startLoad(crowd: Crowd, isShort: boolean): Load {
  const { nowMs } = crowd.recorder;
  const norm = createNorm(crowd);
  const everyMs = EVERY_MS[isShort ? "short" : "long"];
  let patience = PATIENCE;
  const waiting = new Set<string>();
  const isPatient = (person: Person, conversationId: string): boolean => {
    const key = `${person.name}/${conversationId}`;
    const { length } = person.chat.outgoing
      .getSnapshot()
      .filter((message) => message.conversationId === conversationId);
    if (length >= patience) waiting.add(key);
    else if (length === 0) waiting.delete(key);
    return !waiting.has(key);
  };
  const timers = crowd.people.flatMap((person) =>
    person.conversationIds.map((conversationId) =>
      setInterval(
        () => {
          if (isPatient(person, conversationId)) person.send(conversationId);
        },
        person.member.role === "customer" ? everyMs.customer : everyMs.agent,
      ),
    ),
  );
  return {
    async untilNormal(timeoutMs) {
      patience = MEASURING_PATIENCE;
      const fromMs = nowMs();
      const last = new Map<string, { why: string; afterMs: number }>();
      const look = (): "normal" | "late" | undefined => {
        const afterMs = nowMs() - fromMs;
        let isNormal = true;
        for (const person of crowd.people) {
          const why = norm.whyNot(person, fromMs);
          if (why === null) continue;
          isNormal = false;
          last.set(person.name, { why, afterMs });
        }
        return isNormal ? "normal" : afterMs > timeoutMs ? "late" : undefined;
      };
      const end = await waitFor(look, { timeoutMs: timeoutMs * MAX_STRETCH, intervalMs: 20 });
      patience = PATIENCE;
      const lastly = [...last]
        .toSorted(([, one], [, other]) => other.afterMs - one.afterMs)
        .map(([name, { why, afterMs }]) => `${name} ${why} until ${Math.round(afterMs)} ms`);
      return { tookMs: end === "normal" ? nowMs() - fromMs : null, lastly };
    },
    learnNormal: (durationMs) => norm.learn(durationMs),
    whoIsNot() {
      return crowd.people.flatMap((person) => {
        const why = norm.whyNot(person, nowMs() - LOOK_BACK_MS);
        return why === null ? [] : `${person.name} ${why}`;
      });
    },
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
