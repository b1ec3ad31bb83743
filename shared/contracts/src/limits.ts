/** The protocol's default limits (realtime-protocol.md, "Limits"). A tenant may have its own. */
export const LIMITS = {
  frameBytes: 32 * 1024,
  transportBytes: 64 * 1024,
  helloBytes: 8 * 1024,
  jsonDepth: 8,
  bodyCharacters: 8_000,
  framesPerSecond: 30,
  framesBurst: 60,
  sendsPerSecond: 5,
  sendsBurst: 20,
  /** Agents get these many times a customer's frame and send rates. */
  agentFactor: 4,
  subscriptions: 200,
  customerSubscriptions: 10,
  connectionsPerUser: 20,
  newVisitorsPerHour: 100,
  resumeConversations: 50,
  replayEvents: 300,
  replayBytes: 512 * 1024,
  subscribeEvents: 50,
  historyEvents: 100,
} as const;

/** The protocol's intervals, in milliseconds. */
export const TIMINGS = {
  helloDeadlineMs: 5_000,
  heartbeatMs: 25_000,
  pongTimeoutMs: 10_000,
  clientSilenceMs: 35_000,
  typingTtlMs: 6_000,
  /** Repeated by clients three times as often. */
  viewingTtlMs: 60_000,
  /** How long a customer's queue position is valid. */
  queuePositionTtlMs: 60_000,
  authExpiringLeadMs: 60_000,
  authExpiredGraceMs: 30_000,
  reconnectBaseMs: 500,
  reconnectMaxMs: 20_000,
  reconnectResetMs: 30_000,
  presenceLeaseMs: 45_000,
  presenceRenewMs: 15_000,
  presenceLeaveDebounceMs: 15_000,
} as const;
