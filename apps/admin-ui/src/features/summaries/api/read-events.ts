import { SummaryStreamEvent } from "@chorus/contracts/routes/summaries";

/** The events of a server-sent stream, until it ends. Leaving the loop or the signal ends it. */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<SummaryStreamEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  const leave = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener("abort", leave);
  let text = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const events = (text + value).split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        // Other lines are comments that keep the connection alive.
        if (event.startsWith("data: ")) yield SummaryStreamEvent.parse(JSON.parse(event.slice("data: ".length)));
      }
    }
  } finally {
    signal.removeEventListener("abort", leave);
    await reader.cancel();
  }
}
