import type { Person } from "./person.ts";

const LOOK_EVERY_MS = 10;

export interface AbsenceWatch extends Disposable {
  /** Who was without a connection for the longest time in one piece. */
  longest(): { name: string; awayMs: number };
}

/** Looks, many times a second, whose client has no connection. */
export function watchAbsence(people: readonly Person[]): AbsenceWatch {
  const since = new Map<Person, number>();
  let longest = { name: "nobody", awayMs: 0 };
  const look = () => {
    const nowMs = performance.now();
    for (const person of people) {
      if (person.chat.connection.getSnapshot().status === "online") {
        since.delete(person);
        continue;
      }
      const fromMs = since.get(person) ?? nowMs;
      since.set(person, fromMs);
      if (nowMs - fromMs > longest.awayMs) longest = { name: person.name, awayMs: nowMs - fromMs };
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    longest: () => longest,
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
