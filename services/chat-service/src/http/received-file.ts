import type { Context } from "hono";

/** The body of a request as the bytes of one file, with what the sender says of it. */
export function receivedFile({ req }: Context) {
  const declared = Number(req.header("content-length"));
  return {
    mediaType: req.header("content-type") ?? "",
    sizeBytes: Number.isSafeInteger(declared) ? declared : undefined,
    body: (req.raw.body ?? new Blob([]).stream()) as unknown as AsyncIterable<Uint8Array>,
  };
}
