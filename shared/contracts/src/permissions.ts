/** The roles of people who sign in to the desk, most powerful first. */
export const USER_ROLES = ["owner", "admin", "supervisor", "agent", "viewer"] as const;
export type UserRole = (typeof USER_ROLES)[number];

/** Everybody who can hold an access token. */
export const ROLES = [...USER_ROLES, "customer"] as const;
export type Role = (typeof ROLES)[number];

/** The scopes that an API key may have. */
export const API_KEY_SCOPES = [
  "conversations:read",
  "conversations:write",
  "messages:write",
  "admin",
  "catalog:read",
  "catalog:write",
  "stock:write",
  "orders:read",
  "orders:write",
  "refunds:write",
] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

/** `all`: anything in the tenant. `own`: a customer's own conversations. */
export type Reach = "all" | "own";

interface Permission {
  description: string;
  owner: Reach | null;
  admin: Reach | null;
  supervisor: Reach | null;
  agent: Reach | null;
  viewer: Reach | null;
  customer: Reach | null;
  /** The API key scope that grants it. */
  scope: ApiKeyScope | null;
}

const everyone = { owner: "all", admin: "all", supervisor: "all", agent: "all", viewer: "all" } as const;
const workers = { owner: "all", admin: "all", supervisor: "all", agent: "all", viewer: null } as const;
const leads = { owner: "all", admin: "all", supervisor: "all", agent: null, viewer: null } as const;
const admins = { owner: "all", admin: "all", supervisor: null, agent: null, viewer: null } as const;

/** The permission table (http-api.md), from which checks, generated tests and documentation are derived. */
export const PERMISSIONS = {
  "conversation.read": {
    description: "see and subscribe to a conversation",
    ...everyone,
    customer: "own",
    scope: "conversations:read",
  },
  "conversation.start": {
    description: "start a conversation",
    ...workers,
    customer: "own",
    scope: "conversations:write",
  },
  "message.send": { description: "send a message", ...workers, customer: "own", scope: "messages:write" },
  "conversation.organise": {
    description: "write notes, tag, prioritise, snooze",
    ...workers,
    customer: null,
    scope: "conversations:write",
  },
  "conversation.work": {
    description: "accept, assign to self, transfer, reopen",
    ...workers,
    customer: null,
    scope: "conversations:write",
  },
  "conversation.close": {
    description: "close a conversation",
    ...workers,
    customer: "own",
    scope: "conversations:write",
  },
  "conversation.rate": {
    description: "rate a conversation",
    owner: null,
    admin: null,
    supervisor: null,
    agent: null,
    viewer: null,
    customer: "own",
    scope: null,
  },
  "conversation.assign_others": {
    description: "assign to others",
    ...leads,
    customer: null,
    scope: "conversations:write",
  },
  "conversation.supervise": {
    description: "delete others' messages, export, read along, whisper",
    ...leads,
    customer: null,
    scope: null,
  },
  "people.read": { description: "read users and teams", ...everyone, customer: null, scope: "admin" },
  "people.manage": {
    description: "manage users, teams and customers' erasure",
    ...admins,
    customer: null,
    scope: "admin",
  },
  "tenant.manage": { description: "settings, webhooks, audit log", ...admins, customer: null, scope: "admin" },
  "keys.manage": { description: "API keys", ...admins, customer: null, scope: null },
  "tenant.own": {
    description: "tenant deletion, ownership, identity secret",
    owner: "all",
    admin: null,
    supervisor: null,
    agent: null,
    viewer: null,
    customer: null,
    scope: null,
  },
  "presence.read": { description: "see who is here", ...everyone, customer: null, scope: "conversations:read" },
  "presence.choose": { description: "choose one's own status", ...workers, customer: null, scope: null },
  "catalog.read": {
    description: "see what the shop sells; customers what is published",
    ...everyone,
    customer: "own",
    scope: "catalog:read",
  },
  "catalog.manage": {
    description: "change what the shop sells, and its settings",
    ...admins,
    customer: null,
    scope: "catalog:write",
  },
  "stock.read": { description: "see what lies where", ...everyone, customer: null, scope: "catalog:read" },
  "stock.manage": { description: "change what lies where", ...admins, customer: null, scope: "stock:write" },
  "promotion.read": {
    description: "see promotions and their codes",
    ...everyone,
    customer: null,
    scope: "catalog:read",
  },
  "promotion.manage": {
    description: "change promotions and their codes",
    ...admins,
    customer: null,
    scope: "catalog:write",
  },
  "cart.use": { description: "fill a cart and order it", ...workers, customer: "own", scope: "orders:write" },
  "order.read": { description: "see orders", ...everyone, customer: "own", scope: "orders:read" },
  "order.work": {
    description: "note, tag, hold and cancel orders",
    ...workers,
    customer: null,
    scope: "orders:write",
  },
  "payment.manage": {
    description: "take or give back what was authorised by card",
    ...leads,
    customer: null,
    scope: "orders:write",
  },
  "refund.manage": { description: "give money back", ...leads, customer: null, scope: "refunds:write" },
  "saga.manage": {
    description: "see what takes several steps, and repair what is stuck",
    ...admins,
    customer: null,
    scope: null,
  },
} as const satisfies Record<string, Permission>;

export type PermissionName = keyof typeof PERMISSIONS;

/** What `role` may reach with `permission`; null when nothing. */
export function reachOf(role: Role, permission: PermissionName): Reach | null {
  return PERMISSIONS[permission][role];
}
