import { z } from "zod";
import { Uuid } from "../ids.ts";
import { API_KEY_SCOPES } from "../permissions.ts";
import { DisplayName, PageQuery, Timestamp, pageOf } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";

const ApiKey = z
  .object({
    id: Uuid,
    name: z.string(),
    scopes: z.array(z.enum(API_KEY_SCOPES)),
    createdBy: z
      .object({ id: Uuid, name: z.string() })
      .nullable()
      .describe("who made it: the key works while this person is enabled and could make it; null for nobody known"),
    createdAt: Timestamp,
    expiresAt: Timestamp.nullable(),
    lastUsedAt: Timestamp.nullable(),
  })
  .meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof ApiKey>;

export const listApiKeys = defineRoute({
  id: "api_keys.list",
  service,
  method: "GET",
  path: "/api/v1/api-keys",
  summary: "The keys of the tenant's own programs, newest first",
  access: "user",
  permission: "keys.manage",
  query: PageQuery,
  responses: { 200: pageOf(ApiKey) },
});

export const createApiKey = defineRoute({
  id: "api_keys.create",
  service,
  method: "POST",
  path: "/api/v1/api-keys",
  summary: "A key with scopes; its secret is shown this once",
  access: "user",
  permission: "keys.manage",
  body: z.strictObject({
    name: DisplayName,
    scopes: z.array(z.enum(API_KEY_SCOPES)).min(1),
    expiresAt: Timestamp.nullable().optional(),
  }),
  responses: { 201: z.object({ apiKey: ApiKey, secret: z.string() }) },
});

export const revokeApiKey = defineRoute({
  id: "api_keys.revoke",
  service,
  method: "DELETE",
  path: "/api/v1/api-keys/{apiKeyId}",
  summary: "End a key at once",
  access: "user",
  permission: "keys.manage",
  params: z.object({ apiKeyId: Uuid }),
  responses: { 204: null },
});
