import { createHash } from "node:crypto";

/** What is kept of a request's `Idempotency-Key`, so that the same request joins the saga that it has begun; hex. */
export function requestHashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
