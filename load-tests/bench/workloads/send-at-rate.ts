const LOOK_EVERY_MS = 2;

/**
 * Calls `send` at a fixed rate, whatever the answers do: who is late catches up, and a number's time is the one it should have
 * been sent at, so that waiting counts (no coordinated omission).
 * @returns the intended times, by number
 */
export function sendAtRate(
  { perSecond, count }: { perSecond: number; count: number },
  send: (number: number) => void,
): Promise<readonly number[]> {
  const startMs = performance.now() + LOOK_EVERY_MS;
  const dueAt = Array.from({ length: count }, (_, number) => startMs + (number * 1_000) / perSecond);
  let next = 0;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const nowMs = performance.now();
      while (next < count && (dueAt[next] ?? 0) <= nowMs) {
        send(next);
        next += 1;
      }
      if (next < count) return;
      clearInterval(timer);
      resolve(dueAt);
    }, LOOK_EVERY_MS);
  });
}

/** `#17#xxxx…`: what tells a message from the others, filled up to 80 characters. */
export function markedBody(number: number, length = 80): string {
  return `#${number}#`.padEnd(length, "x");
}
