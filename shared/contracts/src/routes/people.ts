import { z } from "zod";
import { ChosenStatus, User, UserRole } from "../entities/people.ts";
import { DisplayName, EmailAddress, PageQuery, pageOf } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";

/** At least 8 characters, no rules about which (NIST SP 800-63B). */
export const Password = z.string().min(8, "must have at least 8 characters").max(256);

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
  method: "POST",
  path: "/api/v1/users",
  summary: "Add somebody to the desk",
  access: "user",
  permission: "people.manage",
  body: z.strictObject({
    name: DisplayName,
    email: EmailAddress,
    password: Password.optional(),
    role: UserRole,
    skills: z.array(z.string().min(1).max(40)).max(50).default([]),
    capacity: z.int().min(0).max(100).default(5),
  }),
  responses: { 201: User },
  errors: ["already_exists"],
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
  responses: { 200: z.object({ status: ChosenStatus }) },
});
