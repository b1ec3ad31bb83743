/**
 * Redis channel names. The tenant comes first; the hash tag is the part that sharded pub/sub may split by.
 * Patterns are never subscribed to.
 */
export const channels = {
  /** Events, receipts and typing of one conversation. */
  conversation: (tenantId: string, conversationId: string) => `t:${tenantId}:c:{${conversationId}}`,
  /** List rows of a tenant's inbox. */
  inbox: (tenantId: string) => `t:${tenantId}:inbox:{${tenantId}}`,
  /** Statements as a model writes them, for who waits. */
  summary: (tenantId: string, conversationId: string) => `t:${tenantId}:summary:{${conversationId}}`,
  /** Who came, went or changed status. */
  presence: (tenantId: string) => `t:${tenantId}:presence:{${tenantId}}`,
  /** Revoked sessions, disabled people, suspended tenants: every gateway listens. */
  control: "control:{control}",
  /** A flag was set: every process reads them again. */
  flags: "flags:{flags}",
  /** A gateway's beat to itself. */
  beat: (gatewayId: string) => `gateway:beat:{${gatewayId}}`,
} as const;
