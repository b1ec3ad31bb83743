import { AppError } from "@chorus/kernel/app-error";
import type { Context } from "hono";

/** Larger than any body of the contract; a service-to-service batch of 64 sends is the largest. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** @throws AppError `unsupported_media_type`, `payload_too_large` or, for broken JSON, `invalid` */
export async function readJson(http: Context): Promise<unknown> {
  const mediaType = http.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    throw new AppError("unsupported_media_type", { detail: "Send the body as application/json." });
  }
  const text = await readText(http);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new AppError("invalid", {
      detail: "The body is not valid JSON.",
      errors: [{ path: "", message: "not JSON" }],
      cause: error,
    });
  }
}

async function readText(http: Context): Promise<string> {
  const declared = Number(http.req.header("content-length") ?? 0);
  if (declared > MAX_BODY_BYTES) throw tooLarge();
  if (declared > 0) return http.req.text();
  const stream = http.req.raw.body;
  if (!stream) return "";
  const decoder = new TextDecoder();
  let sizeBytes = 0;
  let text = "";
  for await (const chunk of stream) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > MAX_BODY_BYTES) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function tooLarge(): AppError {
  return new AppError("payload_too_large", { detail: `The body may have at most ${MAX_BODY_BYTES} bytes.` });
}
