import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { createControl, type Control } from "../behaviour.ts";
import { isSigned, type S3Credentials } from "./signature.ts";
import { createLocalServer, listenLocally } from "../local-server.ts";

export interface S3Object {
  bytes: Buffer;
  modifiedAt: Date;
}

export interface S3Double extends AsyncDisposable {
  url: string;
  bucket: string;
  credentials: S3Credentials;
  control: Control;
  /** By key. */
  objects: Map<string, S3Object>;
}

const DEFAULT_PAGE_SIZE = 1_000;
const XML = '<?xml version="1.0" encoding="UTF-8"?>';

/**
 * The part of Amazon S3's REST API that a store of files needs, for one bucket: objects with ranges, lists in pages, deletions in
 * batches; signatures and digests are checked. `PUT /control` makes it slow, failing or absent; `vanishes` cuts an answer in half.
 */
export async function startS3Double(options: {
  port: number;
  bucket: string;
  credentials: S3Credentials;
  pageSize?: number;
}): Promise<S3Double> {
  const control = createControl();
  const objects = new Map<string, S3Object>();
  const root = `/${options.bucket}`;
  const server = createLocalServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  const { url: origin, close } = await listenLocally(server, { port: options.port, control });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request);
    if (request.url === "/control") {
      if (request.method === "PUT") control.set(JSON.parse(body.toString()) as object);
      return void response.end(JSON.stringify({ ...control.now, counts: control.counts }));
    }
    control.counts.received += 1;
    await delay(control.nextDelayMs());
    if (control.fails()) {
      control.counts.refused += 1;
      return refuse(response, control.now.failureCode, "SlowDown");
    }
    if (!isSigned(request, options.credentials)) return refuse(response, 403, "SignatureDoesNotMatch");
    const digest = request.headers["x-amz-content-sha256"];
    if (/^[0-9a-f]{64}$/.test(String(digest)) && sha256(body).toString("hex") !== digest)
      return refuse(response, 400, "XAmzContentSHA256Mismatch");
    const url = new URL(request.url ?? "/", "http://host");
    if (url.pathname !== root && url.pathname !== `${root}/` && !url.pathname.startsWith(`${root}/`))
      return refuse(response, 404, "NoSuchBucket");
    const key = decodeURIComponent(url.pathname.slice(root.length + 1));
    control.counts.accepted += 1;
    if (key !== "") return object(request, response, key, body);
    if (request.method === "HEAD") return void response.writeHead(200).end();
    if (request.method === "POST" && url.searchParams.has("delete")) return remove(response, body);
    if (request.method === "GET" && url.searchParams.get("list-type") === "2") return list(response, url.searchParams);
    refuse(response, 501, "NotImplemented");
  }

  function object(request: IncomingMessage, response: ServerResponse, key: string, body: Buffer): void {
    if (request.method === "PUT") {
      objects.set(key, { bytes: body, modifiedAt: new Date() });
      if (control.now.vanishes) return void response.destroy();
      return void response.writeHead(200, { etag: etagOf(body) }).end();
    }
    const found = objects.get(key);
    if (request.method !== "GET") return refuse(response, 405, "MethodNotAllowed");
    if (!found) return refuse(response, 404, "NoSuchKey");
    const { bytes } = found;
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
    const start = range ? Number(range[1]) : 0;
    const end = Math.min(bytes.length - 1, range?.[2] ? Number(range[2]) : bytes.length - 1);
    if (range && start >= bytes.length) return refuse(response, 416, "InvalidRange");
    const part = bytes.subarray(start, end + 1);
    response.writeHead(range ? 206 : 200, {
      "content-length": part.length,
      etag: etagOf(bytes),
      ...(range ? { "content-range": `bytes ${start}-${end}/${bytes.length}` } : {}),
    });
    if (!control.now.vanishes) return void response.end(part);
    response.write(part.subarray(0, Math.floor(part.length / 2)), () => response.destroy());
  }

  function remove(response: ServerResponse, body: Buffer): void {
    for (const [, key = ""] of body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)) objects.delete(key);
    response.writeHead(200, { "content-type": "application/xml" }).end(`${XML}<DeleteResult></DeleteResult>`);
  }

  function list(response: ServerResponse, query: URLSearchParams): void {
    const after = query.get("continuation-token") ?? "";
    const keys = [...objects.keys()]
      .filter((key) => key.startsWith(query.get("prefix") ?? "") && key > after)
      .toSorted();
    const page = keys.slice(0, options.pageSize ?? DEFAULT_PAGE_SIZE);
    const contents = page.map((key) => {
      const { bytes, modifiedAt } = objects.get(key)!;
      return `<Contents><Key>${key}</Key><LastModified>${modifiedAt.toISOString()}</LastModified><Size>${bytes.length}</Size></Contents>`;
    });
    const isTruncated = page.length < keys.length;
    const next = isTruncated ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
    response
      .writeHead(200, { "content-type": "application/xml" })
      .end(
        `${XML}<ListBucketResult><Name>${options.bucket}</Name><IsTruncated>${isTruncated}</IsTruncated>${contents.join("")}${next}</ListBucketResult>`,
      );
  }

  return {
    url: origin,
    bucket: options.bucket,
    credentials: options.credentials,
    control,
    objects,
    [Symbol.asyncDispose]: close,
  };
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { "content-type": "application/xml" })
    .end(`${XML}<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

function sha256(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}

function etagOf(bytes: Buffer): string {
  return `"${createHash("md5").update(bytes).digest("hex")}"`;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
