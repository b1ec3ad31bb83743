import { USER_ROLES, type Role, type UserRole } from "@chorus/contracts/permissions";
import { systemIds } from "@chorus/kernel/ids";

const OPERATOR_KEY = "dev-operator-key";
const PASSWORD = "a long enough password 1";

export interface Member {
  id: string;
  role: Role;
  token: string;
}

export interface CustomerAtHome extends Member {
  conversationId: string;
}

/** A tenant of its own on a real chat-service, with one person of every role asked for. */
export interface Tenant {
  tenantId: string;
  slug: string;
  widgetKey: string;
  people: ReadonlyMap<UserRole, Member>;
  /** @throws Error when that role was not asked for */
  person(role: UserRole): Member;
  /** The login of somebody of that role. */
  credentials(role: UserRole): { tenant: string; email: string; password: string };
  /** A customer with a conversation. */
  customer(name?: string): Promise<CustomerAtHome>;
}

export type CallChat = <Answer>(method: string, path: string, body?: object, token?: string) => Promise<Answer>;

export function chatCaller(chatUrl: string): CallChat {
  return async <Answer>(method: string, path: string, body?: object, token?: string) => {
    const response = await fetch(`${chatUrl}${path}`, {
      method,
      headers: {
        ...(body ? { "content-type": "application/json" } : {}),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  };
}

export async function createTestTenant(call: CallChat, roles: readonly UserRole[] = USER_ROLES): Promise<Tenant> {
  const slug = `t-${systemIds.next().slice(-12)}`;
  const email = (role: UserRole) => `${role}@${slug}.example`;
  const made = await call<{ tenant: { id: string; widgetKey: string } }>(
    "POST",
    "/api/v1/tenants",
    { name: slug, slug, owner: { name: "owner", email: email("owner"), password: PASSWORD } },
    OPERATOR_KEY,
  );
  const credentials = (role: UserRole) => ({ tenant: slug, email: email(role), password: PASSWORD });
  const login = async (role: UserRole): Promise<Member> => {
    const session = await call<{ accessToken: string; user: { id: string } }>(
      "POST",
      "/api/v1/auth/login",
      credentials(role),
    );
    return { id: session.user.id, role, token: session.accessToken };
  };
  const owner = await login("owner");
  const people = new Map<UserRole, Member>([["owner", owner]]);
  for (const role of roles) {
    if (role === "owner") continue;
    const user = { name: role, email: email(role), role, password: PASSWORD };
    await call("POST", "/api/v1/users", user, owner.token);
    people.set(role, await login(role));
  }
  const { id: tenantId, widgetKey } = made.tenant;
  return {
    tenantId,
    slug,
    widgetKey,
    people,
    credentials,
    person(role) {
      const found = people.get(role);
      if (!found) throw new Error(`the tenant has no ${role}`);
      return found;
    },
    async customer(name = "Cara") {
      const session = await call<{ accessToken: string; customer: { id: string } }>("POST", "/api/v1/widget/sessions", {
        tenantKey: widgetKey,
        profile: { name },
      });
      const token = session.accessToken;
      const { conversation } = await call<{ conversation: { id: string } }>("POST", "/api/v1/conversations", {}, token);
      return { id: session.customer.id, role: "customer", token, conversationId: conversation.id };
    },
  };
}
