import { blanked, kept, removed, user, type Inventory } from "./classes.ts";

export const ERASED_NAME = "Erased customer";

const OF_NO_USE = { no: "credentials of this installation: of no use elsewhere" };

/** Tenants, their people, and their customers. */
export const PEOPLE: Inventory<
  | "tenants"
  | "users"
  | "user_photos"
  | "teams"
  | "team_members"
  | "customers"
  | "devices"
  | "agent_availability"
  | "sessions"
  | "refresh_tokens"
  | "api_keys"
  | "password_links"
  | "idempotency_keys"
  | "audit_log"
> = {
  tenants: {
    key: [],
    customer: null,
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      slug: "none",
      name: "none",
      widget_key: "none",
      status: "none",
      allowed_origins: "none",
      settings: "none",
      identity_secret_encrypted: "secret",
      created_at: "none",
    },
  },
  users: {
    key: ["id"],
    customer: null,
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      email: user,
      name: user,
      avatar: user,
      role: user,
      password_hash: "secret",
      skills: user,
      capacity: user,
      disabled_at: user,
      created_at: "none",
    },
  },
  user_photos: {
    key: ["user_id"],
    customer: null,
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      user_id: "identifier",
      id: "identifier",
      bytes: user,
      created_at: "none",
    },
  },
  teams: {
    key: ["id"],
    customer: null,
    tenantExport: true,
    columns: { tenant_id: "identifier", id: "identifier", name: "none", created_at: "none" },
  },
  team_members: {
    key: ["team_id", "user_id"],
    customer: null,
    tenantExport: true,
    columns: { tenant_id: "identifier", team_id: "identifier", user_id: "identifier" },
  },
  customers: {
    key: ["id"],
    customer: { column: "id", links: "customer" },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      external_id: blanked("null"),
      name: blanked(`'${ERASED_NAME}'`),
      email: blanked("null"),
      phone: blanked("null"),
      locale: blanked("null"),
      verified: blanked("false"),
      email_verified: blanked("false"),
      attributes: blanked("'{}'"),
      banned_at: kept("says of nobody that they were banned"),
      erased_at: "none",
      last_seen_at: blanked("null"),
      created_at: "none",
    },
  },
  devices: {
    key: ["id"],
    customer: { column: "customer_id", links: "customer" },
    tenantExport: OF_NO_USE,
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      customer_id: "identifier",
      token_hash: "secret",
      user_agent: removed(),
      time_zone: removed(),
      conversation_id: "identifier",
      created_at: "none",
      last_seen_at: removed(),
      revoked_at: "none",
    },
  },
  agent_availability: {
    key: ["user_id"],
    customer: null,
    tenantExport: { no: "how somebody is at the moment" },
    columns: { tenant_id: "identifier", user_id: "identifier", status: user, since: user },
  },
  sessions: {
    key: ["id"],
    customer: null,
    tenantExport: OF_NO_USE,
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      user_id: "identifier",
      user_agent: user,
      ip: user,
      created_at: user,
      last_used_at: user,
      revoked_at: "none",
    },
  },
  refresh_tokens: {
    key: ["id"],
    customer: null,
    tenantExport: OF_NO_USE,
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      session_id: "identifier",
      token_hash: "secret",
      created_at: "none",
      expires_at: "none",
      spent_at: "none",
    },
  },
  api_keys: {
    key: ["id"],
    customer: null,
    tenantExport: OF_NO_USE,
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      name: "none",
      key_hash: "secret",
      scopes: "none",
      created_by: "identifier",
      created_at: "none",
      expires_at: "none",
      last_used_at: "none",
      revoked_at: "none",
    },
  },
  password_links: {
    key: ["id"],
    customer: null,
    tenantExport: OF_NO_USE,
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      user_id: "identifier",
      purpose: "none",
      created_at: "none",
      expires_at: "none",
      used_at: "none",
    },
  },
  idempotency_keys: {
    key: ["caller_id", "key"],
    customer: { column: "about", links: "any of their ids" },
    tenantExport: { no: "copies of answers, for 24 hours" },
    columns: {
      tenant_id: "identifier",
      caller_id: "identifier",
      key: removed({ no: "chosen by the program that asks" }),
      request_hash: removed({ no: "a checksum" }),
      about: "identifier",
      status: "none",
      answer: removed({ no: "a copy of what the export has" }),
      created_at: "none",
    },
  },
  audit_log: {
    key: ["number"],
    customer: null,
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      number: "none",
      at: "none",
      actor_type: "none",
      actor_id: "identifier",
      action: "none",
      target_type: "none",
      target_id: "identifier",
      /** About customers only field names and numbers, because nothing can be removed from a hash chain. */
      detail: user,
      request_id: "none",
      previous_hash: "none",
      hash: "none",
    },
  },
};
