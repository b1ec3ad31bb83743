import { config } from "./config.ts";
import { LIMITS_OF_A_RUN, PATHS } from "./protocol.ts";
import { call } from "./rest.ts";
import { newUuid } from "./uuid.ts";

/** A person has this many connections at most, so this many conversations share one agent. */
const SEATS_PER_AGENT = 150;

export interface Tenant {
  id: string;
  widgetKey: string;
  slug: string;
  agents: { email: string; password: string }[];
}

/** A tenant of this run's own, with enough agents and the widest limits a tenant may have. */
export function createTestTenant(conversations: number): Tenant {
  const slug = `load-${Date.now().toString(36)}`;
  const password = newUuid();
  const owner = { name: "Load test", email: `owner@${slug}.test`, password };
  const made = call({
    method: "POST",
    path: PATHS.tenants,
    token: config.operatorKey,
    body: { name: slug, slug, owner },
  }) as { tenant: { id: string; widgetKey: string } };
  const token = signIn({ slug, email: owner.email, password });
  call({
    method: "PATCH",
    path: PATHS.tenant,
    token,
    body: { limits: LIMITS_OF_A_RUN },
  });
  const agents = Array.from({ length: Math.ceil(conversations / SEATS_PER_AGENT) }, (_, at) => {
    const email = `agent-${at}@${slug}.test`;
    call({ method: "POST", path: PATHS.users, token, body: { name: `Agent ${at}`, email, role: "agent", password } });
    return { email, password };
  });
  return { id: made.tenant.id, widgetKey: made.tenant.widgetKey, slug, agents };
}

/** Everything of it, also what was said. */
export function deleteTestTenant({ id }: Tenant): void {
  call({ method: "DELETE", path: `${PATHS.tenants}/${id}`, token: config.operatorKey });
}

export function signIn({ slug, email, password }: { slug: string; email: string; password: string }): string {
  const body = { tenant: slug, email, password };
  return (call({ method: "POST", path: PATHS.login, body }) as { accessToken: string }).accessToken;
}
