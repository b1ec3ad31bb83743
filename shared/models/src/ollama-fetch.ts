import { setTimeout as wait } from "node:timers/promises";
import { withDeadline } from "@chorus/kernel/deadline";

const AGAIN_AFTER_MS = 500;
const BUSY = new Set([429, 502, 503, 504]);

/**
 * What Ollama's client lacks and the others have: one retry when the server is busy or unreachable, and a timeout for
 * a server that does not answer. (Its own signal is checked only between two chunks of an answer.)
 */
export function ollamaFetch(deadlineMs: number): typeof fetch {
  return async (input, init) => {
    // Not disposed with the headers, because the body has to arrive in time, too.
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
