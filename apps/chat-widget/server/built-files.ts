import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** A file of the built widget, as it is sent. */
export interface BuiltFile {
  body: Buffer;
  /** The compressed forms that are smaller, best first. */
  encoded: readonly { encoding: "br" | "gzip"; body: Buffer }[];
  headers: Record<string, string>;
}

const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".woff2": "font/woff2",
};
const YEAR_SECONDS = 31_536_000;
/** Shops embed the loader's address permanently, so a change of it must arrive within minutes. */
const LOADER_CACHE = "public, max-age=300, stale-while-revalidate=86400";

/** All files that `vite build` has made, by their path. A few hundred kilobytes, kept in memory and compressed once. */
export async function readBuiltFiles(folder: string): Promise<Map<string, BuiltFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const read = async (file: string): Promise<[string, BuiltFile]> => {
    const address = `/${path.relative(folder, file).split(path.sep).join("/")}`;
    return [address, present(address, await readFile(file))];
  };
  return new Map(await Promise.all(files.map((entry) => read(path.join(entry.parentPath, entry.name)))));
}

/** A file in the forms in which it is sent. */
export function present(address: string, body: Buffer): BuiltFile {
  const encoded = [
    { encoding: "br" as const, body: brotliCompressSync(body) },
    { encoding: "gzip" as const, body: gzipSync(body, { level: 9 }) },
  ];
  const isNamedByContent = address.startsWith("/assets/");
  return {
    body,
    encoded: encoded.filter((form) => form.body.byteLength < body.byteLength),
    headers: {
      "content-type": TYPES[path.extname(address)] ?? "application/octet-stream",
      "cache-control": isNamedByContent ? `public, max-age=${YEAR_SECONDS}, immutable` : LOADER_CACHE,
      etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`,
      vary: "accept-encoding",
      "x-content-type-options": "nosniff",
      // Pages with Cross-Origin-Embedder-Policy may load it, too.
      "cross-origin-resource-policy": "cross-origin",
    },
  };
}
