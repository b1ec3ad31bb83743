import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";

/** On Linux each thread has its own priority, so that messages do not wait for summaries. */
const PRIORITY = 15;

/** Instead of a question: end when the call in progress is answered. */
export const END = null;

/**
 * The thread's side of `threadCalls`: answers one call after the other, once `loaded` has resolved.
 * @param release frees what the thread holds before it ends
 */
export async function answerCalls(
  answer: (question: unknown) => unknown,
  loaded: Promise<unknown> = Promise.resolve(),
  release: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error("this runs in a thread only");
  if (process.platform === "linux") setPriority(PRIORITY);
  const send = (message: object) => port.postMessage(message);
  const reply = async (question: unknown) => {
    try {
      send({ result: await answer(question) });
    } catch (error) {
      send({ error: error instanceof Error ? error.message : String(error) });
    }
  };
  let answered: Promise<void> = Promise.resolve();
  port.on("message", (question: unknown) => {
    if (question !== END) answered = reply(question);
    else void answered.then(release).finally(() => port.close());
  });
  await loaded;
  send({ isReady: true });
}
