import { z } from "zod";
import { MailLanguage } from "../entities/notification-preferences.ts";
import { SessionUser } from "../entities/people.ts";
import { ProofOfWork } from "../entities/proof-of-work.ts";
import { TenantSlug } from "../entities/tenant.ts";
import { DisplayName, EmailAddress, Password, plainText } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";
/** From the link of the mail. */
const Token = plainText({ min: 1, max: 300 });

export const readSignUp = defineRoute({
  id: "sign_up.read",
  service,
  method: "GET",
  path: "/api/v1/sign-up",
  summary: "Whether anybody may open a company here; if not, the operator invites",
  access: "public",
  responses: { 200: z.object({ isOpen: z.boolean() }) },
});

export const askSignUp = defineRoute({
  id: "sign_up.ask",
  service,
  method: "POST",
  path: "/api/v1/sign-up",
  summary: "Mail a link that opens a company; the answer is the same whether the address is known or not",
  access: "public",
  body: z.strictObject({
    companyName: DisplayName,
    /** Of the owner-to-be. */
    name: DisplayName,
    email: EmailAddress,
    /** Of the mail. */
    language: MailLanguage,
    /** Solves the challenge that comes with `proof_required`. */
    proof: ProofOfWork.optional(),
  }),
  responses: { 202: z.object({ sent: z.literal(true) }) },
  errors: ["switched_off", "proof_required", "rate_limited"],
});

export const readSignUpLink = defineRoute({
  id: "sign_up.read_link",
  service,
  method: "POST",
  path: "/api/v1/sign-up/link",
  summary: "What the link of a mail leads to, and a short name: whether the given one is free, else one that is",
  access: "public",
  body: z.strictObject({ token: Token, slug: TenantSlug.optional() }),
  responses: {
    200: z.object({
      companyName: DisplayName,
      email: EmailAddress,
      slug: TenantSlug,
      isSlugFree: z.boolean(),
    }),
  },
  errors: ["switched_off", "unauthenticated", "rate_limited"],
});

export const confirmSignUp = defineRoute({
  id: "sign_up.confirm",
  service,
  method: "POST",
  path: "/api/v1/sign-up/confirm",
  summary:
    "Open the company with the link of a mail, once, and sign its owner in; the refresh token comes as an httpOnly cookie",
  access: "public",
  ownTurn: "passwords have a queue of their own",
  body: z.strictObject({ token: Token, slug: TenantSlug, password: Password }),
  responses: { 201: z.object({ accessToken: z.string(), expiresIn: z.int(), user: SessionUser }) },
  errors: ["switched_off", "unauthenticated", "already_exists", "rate_limited"],
});
