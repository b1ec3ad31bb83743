import type { HandlerInput } from "@chorus/http/mount";
import type { RouteSpec } from "@chorus/contracts/routes/define-route";

/** The body of a request as the bytes of one file, with what the sender says of it. It ends with an error for whose right has ended meanwhile. */
export function receivedFile({ http: { req }, askAgain }: Pick<HandlerInput<RouteSpec, unknown>, "http" | "askAgain">) {
  const declared = Number(req.header("content-length"));
  return {
    mediaType: req.header("content-type") ?? "",
    sizeBytes: Number.isSafeInteger(declared) ? declared : undefined,
    body: wholeBody(req.raw.body ?? new Blob([]).stream(), askAgain),
  };
}

async function* wholeBody(body: AsyncIterable<Uint8Array>, askAgain: () => Promise<void>): AsyncGenerator<Uint8Array> {
  yield* body;
  await askAgain();
}
