import { Readable } from "node:stream";
import contentDisposition from "content-disposition";
import parseRange from "range-parser";
import type { OpenFile } from "./store/open-file.ts";
import { isActive, isShownInPages } from "./types/file-types.ts";

export interface FileRequest {
  method: string;
  headers: Headers;
}

export interface FileResponseOptions {
  /** `cross-origin` when files are served from a site of their own. */
  resourcePolicy?: "same-origin" | "same-site" | "cross-origin";
  /** How long the reader's browser may cache it: not longer than the address is valid. */
  maxAgeSeconds?: number;
}

const DEFAULT_MAX_AGE_SECONDS = 300;

/**
 * The answer to GET and HEAD: one range, conditional requests, and headers that keep browsers from treating it as a page of ours.
 * Only re-encoded images are shown inline; types that could run scripts are never served as such.
 */
export async function fileResponse(
  file: OpenFile,
  request: FileRequest,
  { resourcePolicy = "same-site", maxAgeSeconds = DEFAULT_MAX_AGE_SECONDS }: FileResponseOptions = {},
): Promise<Response> {
  const etag = `"${file.id}-${file.purpose === "thumbnail" ? "thumbnail" : "file"}"`;
  const headers = new Headers({
    "accept-ranges": "bytes",
    "cache-control": `private, max-age=${maxAgeSeconds}, immutable`,
    "content-disposition": dispositionOf(file),
    "content-security-policy": "default-src 'none'; sandbox",
    "content-type": contentTypeOf(file),
    "cross-origin-resource-policy": resourcePolicy,
    etag,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  if (matches(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  const range = rangeOf(request, file.sizeBytes, etag);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  if (range) headers.set("content-range", `bytes ${range.start}-${range.end}/${file.sizeBytes}`);
  headers.set("content-length", String(range ? range.end - range.start + 1 : file.sizeBytes));
  const stream = request.method === "HEAD" ? null : await file.open(range ?? undefined);
  const body = stream && (Readable.toWeb(stream) as ReadableStream<Uint8Array>);
  return new Response(body, { status: range ? 206 : 200, headers });
}

function dispositionOf({ name, mediaType, purpose }: OpenFile): string {
  const type = purpose !== "download" && isShownInPages(mediaType) ? "inline" : "attachment";
  return contentDisposition(name, { type });
}

function contentTypeOf({ mediaType }: OpenFile): string {
  if (isActive(mediaType)) return "application/octet-stream";
  return mediaType.startsWith("text/") ? `${mediaType}; charset=utf-8` : mediaType;
}

/** Several ranges are answered with the whole file, as RFC 9110 allows. */
function rangeOf({ method, headers }: FileRequest, sizeBytes: number, etag: string) {
  const asked = headers.get("range");
  const ifRange = headers.get("if-range");
  if (asked === null || method !== "GET" || (ifRange !== null && ifRange !== etag)) return null;
  const ranges = parseRange(sizeBytes, asked);
  if (ranges === -1) return "unsatisfiable";
  if (ranges === -2 || ranges.type !== "bytes" || ranges.length !== 1) return null;
  return ranges[0]!;
}

function matches(condition: string | null, etag: string): boolean {
  if (condition === null) return false;
  return condition.split(",").some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//, "") === etag);
}
