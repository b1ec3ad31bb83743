import { setTimeout as wait } from "node:timers/promises";
import { withDeadline } from "@chorus/kernel/deadline";

const AGAIN_AFTER_MS = 500;
const BUSY = new Set([429, 502, 503, 504]);

/**
 * What Ollama's client lacks and the others have: it tries once more when the server is busy or cannot be reached, and lets go of
 * a server that does not answer. (The signal that it is given it looks at between two pieces of an answer only.)
 */
export function ollamaFetch(deadlineMs: number): typeof fetch {
  return async (input, init) => {
    // Not disposed with the answer's head: its body has to come within the time, too.
    const { signal } = withDeadline(init?.signal ?? undefined, deadlineMs);
    const attempt = () => fetch(input, { ...init, signal });
    try {
      const response = await attempt();
      if (!BUSY.has(response.status)) return response;
      await response.body?.cancel();
    } catch (error) {
      if (signal.aborted) throw error;
    }
    await wait(AGAIN_AFTER_MS);
    return attempt();
  };
}
