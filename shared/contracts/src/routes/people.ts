import { z } from "zod";
import { ChosenStatus, Session, User, UserRole } from "../entities/people.ts";
import { Uuid } from "../ids.ts";
import { DisplayName, EmailAddress, PageQuery, Timestamp, Password, label, pageOf, plainText } from "../primitives.ts";
import { PHOTO_PATH } from "../photo-address.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";
const Skill = label({ max: 40 });

export const listUsers = defineRoute({
  id: "users.list",
  service,
  method: "GET",
  path: "/api/v1/users",
  summary: "The tenant's people, by name",
  access: "user",
  permission: "people.read",
  query: PageQuery,
  responses: { 200: pageOf(User) },
});

export const createUser = defineRoute({
  id: "users.create",
  service,
  idempotent: true,
  method: "POST",
  path: "/api/v1/users",
  summary: "Add somebody to the desk",
  access: "user",
  ownTurn: "passwords have a queue of their own",
  permission: "people.manage",
  body: z.strictObject({
    name: DisplayName,
    email: EmailAddress,
    password: Password.optional(),
    role: UserRole,
    skills: z.array(Skill).max(50).default([]),
    capacity: z.int().min(0).max(100).default(5),
  }),
  responses: { 201: User },
  errors: ["already_exists"],
});

export const changeMe = defineRoute({
  id: "users.change_me",
  service,
  method: "PATCH",
  path: "/api/v1/users/me",
  summary: "Change one's own name",
  access: "user",
  body: z.strictObject({ name: DisplayName.optional() }),
  responses: { 200: User },
});

export const changePassword = defineRoute({
  id: "users.change_password",
  service,
  method: "POST",
  path: "/api/v1/users/me/password",
  summary: "Set another password of one's own; all other sessions of the person end",
  access: "user",
  ownTurn: "passwords have a queue of their own",
  body: z.strictObject({ current: plainText({ min: 1, max: 256 }), password: Password }),
  responses: { 204: null },
  errors: ["rate_limited"],
});

export const revokeOtherSessions = defineRoute({
  id: "users.revoke_other_sessions",
  service,
  method: "DELETE",
  path: "/api/v1/users/me/sessions",
  summary: "Sign oneself out on all other devices",
  access: "user",
  responses: { 204: null },
});

export const MAX_PHOTO_BYTES = 5 * 1024 * 1024;
export const PHOTO_TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"] as const;

export const setPhoto = defineRoute({
  id: "users.set_photo",
  service,
  method: "PUT",
  path: "/api/v1/users/me/photo",
  summary: "Set one's own photo: an image of at most 5 MB, of which the middle is kept, 256 pixels square",
  access: "user",
  bytes: { types: PHOTO_TYPES, maxBytes: MAX_PHOTO_BYTES },
  responses: { 200: User },
  errors: ["rate_limited", "bad_request"],
});

export const removePhoto = defineRoute({
  id: "users.remove_photo",
  service,
  method: "DELETE",
  path: "/api/v1/users/me/photo",
  summary: "Remove one's own photo",
  access: "user",
  responses: { 200: User },
});

export const getPhoto = defineRoute({
  id: "photos.get",
  service,
  method: "GET",
  path: `${PHOTO_PATH}{tenantId}/{photoId}`,
  summary: "Somebody's photo, at the address that `avatar` says; it never changes, and may be kept for a year",
  access: "public",
  params: z.object({ tenantId: Uuid, photoId: Uuid }),
  responses: { 200: z.string().meta({ contentType: "image/webp" }) },
});

const userParams = z.object({ userId: Uuid });

export const getUser = defineRoute({
  id: "users.get",
  service,
  method: "GET",
  path: "/api/v1/users/{userId}",
  summary: "One of the tenant's people",
  access: "user",
  permission: "people.read",
  params: userParams,
  responses: { 200: User },
});

export const patchUser = defineRoute({
  id: "users.patch",
  service,
  method: "PATCH",
  path: "/api/v1/users/{userId}",
  summary: "Change a person; disabling one or changing the role ends their sessions",
  access: "user",
  permission: "people.manage",
  params: userParams,
  body: z.strictObject({
    name: DisplayName.optional(),
    role: UserRole.optional(),
    skills: z.array(Skill).max(50).optional(),
    capacity: z.int().min(0).max(100).optional(),
    disabled: z.boolean().optional(),
  }),
  responses: { 200: User },
  errors: ["conflict"],
});

export const listUserSessions = defineRoute({
  id: "users.sessions",
  service,
  method: "GET",
  path: "/api/v1/users/{userId}/sessions",
  summary: "Where a person is signed in; everybody sees their own",
  access: "user",
  params: userParams,
  responses: { 200: z.object({ items: z.array(Session) }) },
});

export const revokeUserSession = defineRoute({
  id: "users.revoke_session",
  service,
  method: "DELETE",
  path: "/api/v1/users/{userId}/sessions/{sessionId}",
  summary: "Sign a person out on one device; everybody may do it for themselves",
  access: "user",
  params: z.object({ userId: Uuid, sessionId: Uuid }),
  responses: { 204: null },
});

const Availability = z.object({
  status: ChosenStatus,
  /** When it was chosen; null for who has never chosen. */
  since: Timestamp.nullable(),
});

export const setAvailability = defineRoute({
  id: "users.set_availability",
  service,
  method: "PUT",
  path: "/api/v1/users/me/availability",
  summary: "Choose one's own status",
  access: "user",
  permission: "presence.choose",
  body: z.strictObject({ status: ChosenStatus }),
  responses: { 200: Availability },
});

export const getAvailability = defineRoute({
  id: "users.get_availability",
  service,
  method: "GET",
  path: "/api/v1/users/me/availability",
  summary: "One's own chosen status; `online` for who has never chosen",
  access: "user",
  permission: "presence.choose",
  responses: { 200: Availability },
});
