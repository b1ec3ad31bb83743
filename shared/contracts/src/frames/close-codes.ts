interface CloseSpec {
  code: number;
  meaning: string;
}

/** 4000-4499: reconnect and resume. 4500-4999: do not. Anything else: reconnect and resume. */
export const CLOSE = {
  internal: { code: 4000, meaning: "internal" },
  draining: { code: 4001, meaning: "draining" },
  slowReader: { code: 4002, meaning: "slow reader" },
  resync: { code: 4003, meaning: "resync" },
  heartbeat: { code: 4004, meaning: "heartbeat" },
  tokenExpired: { code: 4005, meaning: "token expired, refresh first" },
  rateLimited: { code: 4006, meaning: "rate limited, wait" },
  replaced: { code: 4007, meaning: "replaced by a newer connection" },
  authenticationFailed: { code: 4500, meaning: "authentication failed" },
  version: { code: 4501, meaning: "unknown protocol version" },
  badFrame: { code: 4502, meaning: "bad frame" },
  forbidden: { code: 4503, meaning: "forbidden" },
  frameTooLarge: { code: 4505, meaning: "frame too large" },
  revoked: { code: 4506, meaning: "revoked" },
  noHello: { code: 4507, meaning: "no hello" },
} as const satisfies Record<string, CloseSpec>;

export type CloseReason = keyof typeof CLOSE;

/** May a client whose socket was closed with `code` connect again by itself? */
export function mayReconnect(code: number): boolean {
  return code < 4500 || code > 4999;
}
