const ASK_TIMEOUT_MS = 3_000;
const REMEMBERED_TENANTS = 1_000;

/** Whose pages may embed a tenant's widget. Null: there is no such tenant. "away": nobody can say, then nobody may. */
export type Origins = readonly string[] | null | "away";
export type AllowedOrigins = (tenantKey: string, visitorAddress: string) => Promise<Origins>;

/**
 * Asks chat-service each time, so that a change holds at once. While it is away, what it said last still holds:
 * the shop's visitors then see the widget say so, not a frame that the browser refuses.
 */
export function allowedOriginsFrom(chatUrl: string): AllowedOrigins {
  const known = new Map<string, readonly string[]>();
  return async (tenantKey, visitorAddress) => {
    const answer = await ask(chatUrl, tenantKey, visitorAddress);
    if (answer === "away") return known.get(tenantKey) ?? "away";
    known.delete(tenantKey);
    if (!answer) return null;
    const [oldest] = known.keys();
    if (known.size >= REMEMBERED_TENANTS && oldest !== undefined) known.delete(oldest);
    known.set(tenantKey, answer);
    return answer;
  };
}

async function ask(chatUrl: string, tenantKey: string, visitorAddress: string): Promise<Origins> {
  try {
    const answer = await fetch(`${chatUrl}/api/v1/widget?tenantKey=${encodeURIComponent(tenantKey)}`, {
      // The limit of reads is each visitor's own: they do not share that of this server.
      headers: { "x-forwarded-for": visitorAddress },
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
    });
    if (answer.ok) return ((await answer.json()) as { allowedOrigins: string[] }).allowedOrigins;
    await answer.body?.cancel();
    return answer.status === 429 || answer.status >= 500 ? "away" : null;
  } catch {
    return "away";
  }
}
