import { createAuthenticator, type Authenticator } from "@chorus/auth/authenticator";
import { remoteKeys } from "@chorus/auth/key-source";
import type { ControlMessage } from "@chorus/contracts/bus/messages";
import { checkSessions } from "@chorus/contracts/routes/internal-chat";
import { listenForRevocations } from "@chorus/redis/revocation-listener";
import { createServiceClient } from "./service-client.ts";

/** Short, because a person waits for the page. */
const TIMEOUT_MS = 3_000;

export interface RemoteAuthority {
  authenticator: Authenticator;
  start(): Promise<void>;
  close(): void;
}

/** The authenticator of a service without sessions of its own: it asks chat-service, over connections of its own. */
export function openRemoteAuthority(options: {
  chatServiceUrl: string;
  serviceToken: () => Promise<string>;
  redisUrl: string;
  now: () => number;
  /** For streams, which stay open while the session lasts. */
  onRevoked?: (revocation: ControlMessage) => void;
  onError: (error: unknown) => void;
}): RemoteAuthority {
  const { chatServiceUrl: baseUrl, serviceToken, redisUrl, now, onRevoked, onError } = options;
  const chat = createServiceClient({ baseUrl, serviceToken, timeoutMs: TIMEOUT_MS });
  const authenticator = createAuthenticator({
    keys: remoteKeys(baseUrl),
    ask: (tenantId, sessions) => chat.call(checkSessions, { body: { tenantId, sessions } }),
    now,
  });
  const revocations = listenForRevocations({
    redisUrl,
    onRevoked(revocation) {
      authenticator.drop(revocation);
      onRevoked?.(revocation);
    },
    onError,
  });
  return {
    authenticator,
    start: () => revocations.start(),
    close() {
      revocations.close();
      chat.close();
    },
  };
}
