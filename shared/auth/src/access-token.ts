import { ROLES, type Role } from "@chorus/contracts/permissions";
import { AppError } from "@chorus/kernel/app-error";
import type { ApiKeyHolder } from "./permission.ts";
import { SignJWT, errors, jwtVerify, type CryptoKey, type JWTVerifyGetKey } from "jose";

/** RFC 9068 */
const TOKEN_TYPE = "at+jwt";
const ISSUER = "chorus";
const AUDIENCE = "chorus";
const CLOCK_TOLERANCE_SECONDS = 5;

export const ACCESS_TOKEN_SECONDS = 15 * 60;

/** The holder of an access token. */
export interface AccessClaims {
  userId: string;
  tenantId: string;
  role: Role;
  sessionId: string;
  /** The only conversation that this session may access, when it was started by a mail link. Absent: all that the role may. */
  onlyConversationId?: string | undefined;
  /** Milliseconds since the epoch. */
  expiresAtMs: number;
  /** Present for a program: no token has it. */
  apiKey?: ApiKeyHolder | undefined;
}

export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
}

/** Signs an EdDSA access token of 15 minutes (RFC 8037, RFC 9068). */
export async function signAccessToken(
  key: SigningKey,
  claims: Omit<AccessClaims, "expiresAtMs" | "apiKey">,
  options: { nowMs: number; tokenId: string; lifetimeSeconds?: number },
): Promise<string> {
  const issuedAt = Math.floor(options.nowMs / 1000);
  const { tenantId: tid, role, sessionId: sid, onlyConversationId: cid } = claims;
  return new SignJWT({ tid, role, sid, ...(cid === undefined ? {} : { cid }) })
    .setProtectedHeader({ alg: "EdDSA", typ: TOKEN_TYPE, kid: key.kid })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(claims.userId)
    .setJti(options.tokenId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + (options.lifetimeSeconds ?? ACCESS_TOKEN_SECONDS))
    .sign(key.privateKey);
}

/**
 * Checks signature, algorithm, type, issuer, audience and time.
 * @throws AppError `token_expired`, `unauthenticated`, or `unavailable` when the keys cannot be loaded
 */
export async function verifyAccessToken(token: string, keys: JWTVerifyGetKey, nowMs: number): Promise<AccessClaims> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ["EdDSA"],
      typ: TOKEN_TYPE,
      issuer: ISSUER,
      audience: AUDIENCE,
      currentDate: new Date(nowMs),
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ["sub", "tid", "role", "sid", "exp"],
    });
    const { sub, tid, role, sid, cid, exp } = payload;
    if (!isText(sub) || !isText(tid) || !isText(sid) || !isRole(role) || exp === undefined) throw unauthenticated();
    if (cid !== undefined && !isText(cid)) throw unauthenticated();
    return { userId: sub, tenantId: tid, role, sessionId: sid, onlyConversationId: cid, expiresAtMs: exp * 1000 };
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof errors.JWTExpired) {
      throw new AppError("token_expired", { detail: "The access token has expired: refresh it.", cause: error });
    }
    if (isTokensFault(error)) throw unauthenticated(error);
    throw new AppError("unavailable", {
      detail: "The signing keys cannot be read right now.",
      cause: error,
      retryMs: 1_000,
    });
  }
}

/**
 * Errors of the token itself. Any other (a timeout, or an invalid key set) says nothing about the
 * token, and must not end sessions.
 */
const TOKEN_ERRORS = [
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWTInvalid,
  errors.JWTClaimValidationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

function isTokensFault(error: unknown): boolean {
  return TOKEN_ERRORS.some((kind) => error instanceof kind);
}

function unauthenticated(cause?: unknown): AppError {
  return new AppError("unauthenticated", { detail: "The access token is not valid: sign in again.", cause });
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value);
}
