import { MAX_PHOTO_BYTES } from "@chorus/contracts/routes/people";
import { createImageProcessor } from "@chorus/files/images/image-processor";
import { openSpool, receive, tooLarge } from "@chorus/files/store/spool";
import { detectType } from "@chorus/files/types/detect-type";
import { readFile } from "node:fs/promises";

const EDGE_PIXELS = 256;
const LIMITS = { maxBytes: MAX_PHOTO_BYTES, maxDurationMs: 60_000, maxSilenceMs: 15_000 };

/** A photo as it comes, which may be anything. */
export interface ReceivedPhoto {
  /** As the sender says; not trusted. */
  mediaType: string;
  sizeBytes: number | undefined;
  body: AsyncIterable<Uint8Array>;
}

/** Makes portraits of what people send. */
export interface PhotoImages extends AsyncDisposable {
  /**
   * The middle of the image as a square WebP, written anew, without what was hidden in it.
   * @throws AppError `payload_too_large`, `unsupported_media_type` (no image, by its bytes), `invalid` (broken, or too many pixels),
   * `bad_request` (did not arrive), `unavailable` when very many wait
   */
  portraitOf(received: ReceivedPhoto, of: { tenantId: string; personId: string }): Promise<Buffer>;
}

/** @param spoolFolder each photo on its way gets a folder of its own in it, which only this process may read */
export function createPhotoImages(spoolFolder: string): PhotoImages {
  const images = createImageProcessor();
  return {
    async portraitOf({ mediaType, sizeBytes, body }, of) {
      if (sizeBytes !== undefined && sizeBytes > LIMITS.maxBytes) throw tooLarge(LIMITS);
      const spool = await openSpool({ spoolFolder });
      try {
        const [input, output] = [spool.newPath(), spool.newPath()];
        await receive(body, input, LIMITS);
        await detectType(input, { declared: mediaType, accepted: ["image"] });
        await images.square({ input, output, edge: EDGE_PIXELS }, of);
        return await readFile(output);
      } finally {
        await spool[Symbol.asyncDispose]();
      }
    },
    [Symbol.asyncDispose]: () => images[Symbol.asyncDispose](),
  };
}
