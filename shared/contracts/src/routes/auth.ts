import { z } from "zod";
import { SessionUser } from "../entities/people.ts";
import { TenantSlug } from "../entities/tenant.ts";
import { EmailAddress, Password, plainText } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";

/** An access token; it ends `expiresIn` seconds from now. */
const AccessGrant = { accessToken: z.string(), expiresIn: z.int() };

export const login = defineRoute({
  id: "auth.login",
  service,
  method: "POST",
  path: "/api/v1/auth/login",
  summary: "Sign in to the desk; the refresh token comes as an httpOnly cookie",
  access: "public",
  ownTurn: "passwords have a queue of their own",
  body: z.strictObject({
    tenant: TenantSlug,
    email: EmailAddress,
    password: plainText({ min: 1, max: 256 }),
    totp: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
  }),
  responses: { 200: z.object({ ...AccessGrant, user: SessionUser }) },
  errors: ["invalid_credentials", "tenant_suspended", "rate_limited", "not_available"],
});

export const refreshLogin = defineRoute({
  id: "auth.refresh",
  service,
  method: "POST",
  path: "/api/v1/auth/refresh",
  summary: "Exchange the refresh cookie for a new access token; the cookie rotates",
  access: "public",
  responses: { 200: z.object({ ...AccessGrant, user: SessionUser }) },
  errors: ["unauthenticated", "tenant_suspended"],
});

export const logout = defineRoute({
  id: "auth.logout",
  service,
  method: "POST",
  path: "/api/v1/auth/logout",
  summary: "End the session of the refresh cookie; without one there is nothing to end",
  access: "public",
  responses: { 204: null },
});

export const me = defineRoute({
  id: "auth.me",
  service,
  method: "GET",
  path: "/api/v1/auth/me",
  summary: "Who is signed in",
  access: "user",
  responses: { 200: SessionUser },
});

export const forgotPassword = defineRoute({
  id: "auth.password.forgot",
  service,
  method: "POST",
  path: "/api/v1/auth/password/forgot",
  summary: "Mail a link that sets a new password; the answer is the same whether the account exists or not",
  access: "public",
  body: z.strictObject({ tenant: TenantSlug, email: EmailAddress }),
  responses: { 202: z.object({ sent: z.literal(true) }) },
  errors: ["rate_limited"],
});

export const resetPassword = defineRoute({
  id: "auth.password.reset",
  service,
  method: "POST",
  path: "/api/v1/auth/password/reset",
  summary:
    "Set a password with the link of a mail (forgotten password or invitation); every session of the person ends",
  access: "public",
  ownTurn: "passwords have a queue of their own",
  body: z.strictObject({ token: plainText({ min: 1, max: 300 }), password: Password }),
  responses: { 204: null },
  errors: ["unauthenticated", "invalid"],
});

export const jwks = defineRoute({
  id: "auth.jwks",
  service,
  method: "GET",
  path: "/.well-known/jwks.json",
  summary: "The public keys of access tokens, RFC 7517",
  access: "public",
  ownTurn: "from memory, for services that check tokens",
  responses: { 200: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }) },
});
