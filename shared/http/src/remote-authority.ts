import type { AccessClaims } from "@chorus/auth/access-token";
import { createAuthenticator, type Authenticator } from "@chorus/auth/authenticator";
import { remoteKeys } from "@chorus/auth/key-source";
import type { ControlMessage } from "@chorus/contracts/bus/messages";
import { hashSecret } from "@chorus/auth/secrets";
import { AppError } from "@chorus/kernel/app-error";
import { ttlCache } from "@chorus/kernel/ttl-cache";
import { checkSessions, verifyApiKey } from "@chorus/contracts/routes/internal-chat";
import { listenForRevocations } from "@chorus/redis/revocation-listener";
import { createServiceClient } from "./service-client.ts";

/** Short, because a person waits for the page. */
const TIMEOUT_MS = 3_000;
/** How long a key may be accepted after its end, as sessions are. */
const KEY_FRESH_MS = 2_000;

export interface RemoteAuthority {
  authenticator: Authenticator;
  /** @throws AppError `unauthenticated` for a key that is unknown or has ended, `tenant_suspended`, `unavailable` */
  verifyApiKey(secret: string): Promise<AccessClaims>;
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
  const keyBehind = ttlCache(
    async (keyHash): Promise<AccessClaims> => {
      const { principal, isSuspended } = await chat.call(verifyApiKey, { body: { keyHash } });
      if (isSuspended) throw new AppError("tenant_suspended");
      if (!principal) throw new AppError("unauthenticated", { detail: "The API key is unknown or has ended." });
      return { ...principal, expiresAtMs: Infinity };
    },
    { clock: { now: () => performance.now() }, freshMs: KEY_FRESH_MS },
  );
  return {
    authenticator,
    verifyApiKey: (secret) => keyBehind(hashSecret(secret).toString("hex")),
    start: () => revocations.start(),
    close() {
      revocations.close();
      chat.close();
    },
  };
}
