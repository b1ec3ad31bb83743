/**
 * The little that these scripts know of the protocol: k6 loads no packages. A test compares it with shared/contracts, so it cannot
 * fall behind.
 */
export const SUBPROTOCOL = "chorus.v1";
export const WS_PATH = "/ws";

export const PATHS = {
  tenants: "/api/v1/tenants",
  tenant: "/api/v1/tenant",
  login: "/api/v1/auth/login",
  users: "/api/v1/users",
  widgetSessions: "/api/v1/widget/sessions",
  conversations: "/api/v1/conversations",
} as const;

/** The widest a tenant may have: everybody of a run comes from one address. */
export const LIMITS_OF_A_RUN = { connectionsPerUser: 200, newVisitorsPerHour: 10_000 };

/** As far as the scripts look at them. */
export interface ServerFrame {
  type: string;
  id?: string;
  conversationId?: string;
  seq?: number;
  kind?: string;
  headSeq?: number;
  fromSeq?: number;
  events?: ServerFrame[];
  n?: number;
  code?: string;
  message?: string;
  retryMs?: number;
  data?: { message?: { clientMessageId?: string } };
}
