import { createServiceTokens } from "@chorus/auth/service-token";
import type { Chat } from "./harness.ts";

export const sessionIdOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()).sid;

/** What the gateways' sweep is told about these tokens of a tenant: the sessions that have ended. */
export async function endedSessions(
  chat: Chat,
  tenantId: string,
  held: readonly { id: string; token: string; role: string }[],
): Promise<string[]> {
  const token = await createServiceTokens({
    service: "websocket-gateway",
    audience: "chat-service",
    secret: chat.config.secrets.internal,
    now: () => Date.now(),
  })();
  const sessions = held.map(({ id, token: access, role }) => ({ userId: id, sessionId: sessionIdOf(access), role }));
  const { body } = await chat.request("POST", "/internal/v1/sessions/check", { token, body: { tenantId, sessions } });
  return body.endedSessionIds;
}
