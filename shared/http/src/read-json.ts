import { AppError } from "@chorus/kernel/app-error";
import type { Context } from "hono";

/** @throws AppError `unsupported_media_type`, `payload_too_large` or, for broken JSON, `invalid` */
export async function readJson(http: Context, mostBytes: number): Promise<unknown> {
  const mediaType = http.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    throw new AppError("unsupported_media_type", { detail: "Send the body as application/json." });
  }
  const text = await readWhole(http, mostBytes);
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

/** An empty object is none, because many clients send one with everything. */
const NO_BODY: ReadonlySet<string> = new Set(["", "{}", "null"]);
const MOST_BYTES_OF_NOTHING = 1_024;

/** For routes that take no body: a field that nothing reads must not be dropped in silence. @throws AppError `invalid` */
export async function requireNoBody(http: Context): Promise<void> {
  const text = await readWhole(http, MOST_BYTES_OF_NOTHING);
  if (NO_BODY.has(text.trim())) return;
  throw new AppError("invalid", {
    detail: "This route takes no body.",
    errors: [{ path: "", message: "takes no body" }],
  });
}

/** A caller who disconnects, or is disconnected for being too slow, during the body is not our error. */
async function readWhole(http: Context, mostBytes: number): Promise<string> {
  try {
    return await readText(http, mostBytes);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("bad_request", { detail: "The body has not come whole.", cause: error });
  }
}

async function readText(http: Context, mostBytes: number): Promise<string> {
  const declared = Number(http.req.header("content-length") ?? 0);
  if (declared > mostBytes) throw tooLarge(mostBytes);
  if (declared > 0) return http.req.text();
  const stream = http.req.raw.body;
  if (!stream) return "";
  const decoder = new TextDecoder();
  let sizeBytes = 0;
  let text = "";
  for await (const chunk of stream) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > mostBytes) throw tooLarge(mostBytes);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function tooLarge(mostBytes: number): AppError {
  return new AppError("payload_too_large", { detail: `The body may have at most ${mostBytes} bytes.` });
}
