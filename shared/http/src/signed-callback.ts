import type { Context } from "hono";

/**
 * The body of a provider's callback, as text for its signature.
 * @returns null for one that is larger, or does not say how large it is: it is not read
 */
export async function readCallback(http: Context, mostBytes: number): Promise<string | null> {
  const length = Number(http.req.header("content-length") ?? Number.POSITIVE_INFINITY);
  return length > mostBytes ? null : http.req.text();
}

/** 403 for what a provider has not signed. */
export function refuseUnsigned(http: Context, provider: string): Response {
  return http.text(`The signature is not ${provider}'s.\n`, 403);
}
