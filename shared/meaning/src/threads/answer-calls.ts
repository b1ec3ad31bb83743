import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";

/** On Linux each thread has its own priority, so that messages do not wait for summaries. */
const PRIORITY = 15;

/** The thread's side of `threadCalls`: answers one call after the other, once `loaded` has resolved. */
export async function answerCalls(
  answer: (question: unknown) => unknown,
  loaded: Promise<unknown> = Promise.resolve(),
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
  await loaded;
  port.on("message", (question: unknown) => void reply(question));
  send({ isReady: true });
}
