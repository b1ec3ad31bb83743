import { z } from "zod";
import { Uuid } from "../ids.ts";
import { USER_ROLES } from "../permissions.ts";
import { DisplayName, EmailAddress, Timestamp } from "../primitives.ts";
import { Locale, TimeZone } from "./time-zone.ts";

export const UserRole = z.enum(USER_ROLES);

/** What a person chose to be, apart from whether they are connected. */
export const ChosenStatus = z.enum(["online", "away", "busy"]);
export type ChosenStatus = z.infer<typeof ChosenStatus>;

/** What others see: the chosen status while connected, else `offline`. */
export const PresenceStatus = z.enum(["online", "away", "busy", "offline"]);
export type PresenceStatus = z.infer<typeof PresenceStatus>;

/**
 * Somebody's photo, 256 pixels square: a path of the REST API that anybody may load, and that is another one after each change. Null
 * without a photo. Absent in answers of older services. See `photoAddress`.
 */
const Avatar = z.string().nullable().optional();

export const User = z
  .object({
    id: Uuid,
    name: DisplayName,
    email: EmailAddress,
    role: UserRole,
    avatar: Avatar,
    tenantId: Uuid,
    skills: z.array(z.string()),
    /** How many open conversations routing may give this person. */
    capacity: z.int(),
    disabled: z.boolean(),
    createdAt: Timestamp,
  })
  .meta({ id: "User" });
export type User = z.infer<typeof User>;

/** The signed-in person, as login answers it. */
export const SessionUser = User.pick({
  ...{ id: true, name: true, email: true, role: true, avatar: true, tenantId: true },
}).meta({ id: "SessionUser" });
export type SessionUser = z.infer<typeof SessionUser>;

/** Where somebody is signed in. */
export const Session = z
  .object({
    id: Uuid,
    userAgent: z.string().nullable(),
    ip: z.string().nullable(),
    createdAt: Timestamp,
    lastUsedAt: Timestamp,
    /** The session that asks. */
    current: z.boolean(),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof Session>;

export const Team = z
  .object({ id: Uuid, name: DisplayName, memberIds: z.array(Uuid), createdAt: Timestamp })
  .meta({ id: "Team" });
export type Team = z.infer<typeof Team>;

/** Whether the tenant's backend signed the name, or its own id of the customer, which stands for a name that nobody has said. */
const Verified = z.boolean();
/** Whether it signed the address; false without one. Absent in answers of older services, which had one mark for both. */
const EmailVerified = z.boolean().optional();

/** A customer's own page. */
export const Customer = z
  .object({
    id: Uuid,
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    locale: z.string().nullable(),
    verified: Verified,
    emailVerified: EmailVerified,
    banned: z.boolean(),
    lastSeenAt: Timestamp.nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: "Customer" });
export type Customer = z.infer<typeof Customer>;

/** A colleague, as conversations show them. */
export const AgentSummary = z
  .object({ id: Uuid, name: z.string(), avatar: z.string().nullable() })
  .meta({ id: "AgentSummary" });
export type AgentSummary = z.infer<typeof AgentSummary>;

export const TeamSummary = z.object({ id: Uuid, name: z.string() }).meta({ id: "TeamSummary" });

/** A customer, as agents see them. Each mark is about one field: what customers say about themselves never has it. */
export const CustomerSummary = z
  .object({
    id: Uuid,
    name: z.string(),
    email: z.string().nullable(),
    verified: Verified,
    emailVerified: EmailVerified,
  })
  .meta({ id: "CustomerSummary" });
export type CustomerSummary = z.infer<typeof CustomerSummary>;

/** What a customer may say about themselves; shown as unverified. */
export const CustomerProfile = z
  .strictObject({
    name: DisplayName.optional(),
    email: EmailAddress.optional(),
    /** Hints of the browser: one that cannot be used is as good as none. */
    locale: Locale.optional().catch(undefined),
    timeZone: TimeZone.optional().catch(undefined),
  })
  .meta({ id: "CustomerProfile" });
