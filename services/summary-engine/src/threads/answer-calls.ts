import { parentPort } from "node:worker_threads";

interface Call {
  id: number;
  question: unknown;
}

/** The thread's side of `threadCalls`: answers one question after the other. */
export function answerCalls(answer: (question: unknown) => unknown): void {
  const port = parentPort;
  if (!port) throw new Error("this runs in a thread only");
  const send = (message: object) => port.postMessage(message);
  const reply = async ({ id, question }: Call) => {
    try {
      send({ id, result: await answer(question) });
    } catch (error) {
      send({ id, error: error instanceof Error ? error.message : String(error) });
    }
  };
  port.on("message", (call: Call) => void reply(call));
}
