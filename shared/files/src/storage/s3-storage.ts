import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { Uuid } from "@chorus/contracts/ids";
import { AppError } from "@chorus/kernel/app-error";
import { requireKey, requireUuid, type BlobKey, type BlobSource, type BlobStorage } from "./blob-storage.ts";

export interface S3Options {
  bucket: string;
  region: string;
  /** Of a server other than Amazon's: `https://host[:port]`; the bucket is then part of the path. */
  endpoint?: string;
  /** Absent: the SDK's defaults (environment, instance role). */
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** Requested server-side encryption; not every compatible server has it. */
  serverSideEncryption?: "AES256" | "aws:kms";
  timeouts?: { connectMs: number; silenceMs: number };
}

/** Silences the SDK's logging; failures reach the caller as errors. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const TIMEOUTS = { connectMs: 3_000, silenceMs: 20_000 };
const PUT_ATTEMPTS = 3;
/** The maximum of one request. */
const MAX_KEYS_PER_DELETION = 1_000;
const RETRY_MS = 1_000;

/**
 * A bucket, keys `<tenant>/<id>`. The digest is signed with the request, and the server refuses bytes that do not match. The bucket must
 * not be versioned, because deleted bytes have to be gone.
 */
export function openS3Storage(options: S3Options): BlobStorage {
  const { bucket } = options;
  const timeouts = options.timeouts ?? TIMEOUTS;
  const client = new S3Client({
    region: options.region,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint, forcePathStyle: true }),
    ...(options.credentials ? { credentials: options.credentials } : {}),
    requestHandler: {
      connectionTimeout: timeouts.connectMs,
      socketTimeout: timeouts.silenceMs,
      requestTimeout: timeouts.silenceMs,
      throwOnRequestTimeout: true,
    },
    maxAttempts: PUT_ATTEMPTS,
    logger: SILENT,
    // Not every compatible server understands checksums in trailers, so the digest is signed.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });

  const put = async (key: BlobKey, source: BlobSource): Promise<void> => {
    const body = createReadStream(source.path);
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: keyOf(key),
      Body: body,
      ContentLength: source.sizeBytes,
      ContentType: "application/octet-stream",
      ...(options.serverSideEncryption ? { ServerSideEncryption: options.serverSideEncryption } : {}),
    });
    signDigest(command, source.sha256);
    try {
      await client.send(command);
    } finally {
      body.destroy();
    }
  };

  return {
    // The SDK does not send a stream again, so a new one is opened for every attempt.
    async put(key, source) {
      requireKey(key);
      await translated(() => again(() => put(key, source)));
    },
    async open(key, range) {
      requireKey(key);
      return translated(async () => {
        try {
          const { Body } = await client.send(
            new GetObjectCommand({
              Bucket: bucket,
              Key: keyOf(key),
              ...(range ? { Range: `bytes=${range.start}-${range.end}` } : {}),
            }),
          );
          return Body instanceof Readable ? Body : null;
        } catch (error) {
          if (error instanceof NoSuchKey) return null;
          throw error;
        }
      });
    },
    async remove(keys) {
      for (const key of keys) requireKey(key);
      await translated(async () => {
        for (let first = 0; first < keys.length; first += MAX_KEYS_PER_DELETION) {
          const part = keys.slice(first, first + MAX_KEYS_PER_DELETION);
          const answer = await client.send(
            new DeleteObjectsCommand({
              Bucket: bucket,
              Delete: { Objects: part.map((key) => ({ Key: keyOf(key) })), Quiet: true },
            }),
          );
          const [refused] = answer.Errors ?? [];
          if (refused) throw new Error(`${refused.Code}: ${refused.Message}`);
        }
      });
    },
    async *list(tenantId) {
      if (tenantId !== undefined) requireUuid(tenantId);
      let token: string | undefined;
      do {
        const page = await translated(() =>
          client.send(
            new ListObjectsV2Command({
              Bucket: bucket,
              ...(tenantId === undefined ? {} : { Prefix: `${tenantId}/` }),
              ...(token === undefined ? {} : { ContinuationToken: token }),
            }),
          ),
        );
        for (const { Key = "", Size = 0, LastModified = new Date() } of page.Contents ?? []) {
          const [tenant = "", blobId = "", ...rest] = Key.split("/");
          if (rest.length > 0 || !Uuid.safeParse(tenant).success || !Uuid.safeParse(blobId).success) continue;
          yield { tenantId: tenant, blobId, sizeBytes: Size, modifiedAt: LastModified };
        }
        token = page.NextContinuationToken;
      } while (token !== undefined);
    },
    // A listed object is complete.
    removeUnfinished: () => Promise.resolve(0),
    async check() {
      try {
        await client.send(new HeadBucketCommand({ Bucket: bucket }));
        return "ok";
      } catch (error) {
        // An answer to HEAD has only a status and no body.
        const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
        return status === undefined ? String(error) : `the bucket ${bucket} answers ${status}`;
      }
    },
    close() {
      client.destroy();
      return Promise.resolve();
    },
  };
}

/** Every server that verifies signatures refuses bytes with another digest; the SDK signs none for streams. */
function signDigest(command: PutObjectCommand, sha256: Buffer): void {
  command.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      headers["x-amz-content-sha256"] = sha256.toString("hex");
      return next(args);
    },
    { step: "build", name: "signDigest" },
  );
}

function keyOf({ tenantId, blobId }: BlobKey): string {
  return `${tenantId}/${blobId}`;
}

async function again(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= PUT_ATTEMPTS || isRefused(error)) throw error;
    }
  }
}

/** A retry would get the same answer. */
function isRefused(error: unknown): boolean {
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  return status !== undefined && status < 500 && status !== 408 && status !== 429;
}

/** Only the message of the cause: the SDK's errors contain the whole request, with its signature. */
function unavailable(cause: unknown): AppError {
  return new AppError("unavailable", {
    detail: "Files cannot be stored or read right now.",
    retryMs: RETRY_MS,
    cause: new Error(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)),
  });
}

async function translated<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof AppError ? error : unavailable(error);
  }
}
