import { BEARER_SUBPROTOCOL_PREFIX, SUBPROTOCOL } from "@chorus/contracts/frames/version";
import type { UpgradeRequest } from "../transport/transport.ts";

const TOKEN_PARAMETERS = new Set(["token", "access_token", "accesstoken", "auth", "authorization", "bearer", "jwt"]);
const LOOKS_LIKE_JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/;

/** The data of an upgrade request that the session needs. */
export interface UpgradeFacts {
  readonly origin: string | null;
  readonly token: string | null;
  /** False: the handshake is completed, because browsers cannot read a refusal, and then closed. */
  readonly speaksOurVersion: boolean;
}

/** URLs end up in logs, so a token in one has already leaked. */
export function hasTokenInUrl(query: string): boolean {
  for (const [name, value] of new URLSearchParams(query)) {
    if (TOKEN_PARAMETERS.has(name.toLowerCase()) || LOOKS_LIKE_JWT.test(value)) return true;
  }
  return false;
}

/** The one subprotocol to answer. For an unknown version the first offered: answering none makes browsers fail. */
export function chosenSubprotocol(offered: readonly string[]): string | null {
  if (offered.includes(SUBPROTOCOL)) return SUBPROTOCOL;
  return offered.find((name) => !name.startsWith(BEARER_SUBPROTOCOL_PREFIX)) ?? null;
}

export function factsOf(request: UpgradeRequest): UpgradeFacts {
  const offered = request.subprotocols.find((name) => name.startsWith(BEARER_SUBPROTOCOL_PREFIX));
  const header = /^Bearer (\S+)$/i.exec(request.authorization ?? "")?.[1];
  return {
    origin: request.origin,
    token: header ?? offered?.slice(BEARER_SUBPROTOCOL_PREFIX.length) ?? null,
    speaksOurVersion: request.subprotocols.includes(SUBPROTOCOL),
  };
}
