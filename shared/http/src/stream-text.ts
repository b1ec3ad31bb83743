import type { Logger } from "@chorus/observability/logger";

/** A stream that pulls pieces on demand: a slow reader is waited for, and a closed connection ends the source. */
export function streamText(
  pieces: AsyncGenerator<string>,
  { logger, tenantId }: { logger: Logger; tenantId: string },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        logger.error({ err: error, tenantId }, "an export ended early");
        controller.error(error);
      }
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

/** A JSON array whose items come one after the other. */
export async function* jsonList(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let between = "[";
  for await (const item of items) {
    yield between + JSON.stringify(item);
    between = ",";
  }
  yield between === "[" ? "[]" : "]";
}
