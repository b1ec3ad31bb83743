const ASK_TIMEOUT_MS = 3_000;
const REMEMBERED_TENANTS = 1_000;

/** The origins that may embed a tenant's widget. Null: no such tenant. "away": chat-service is unreachable and nothing is cached, so nobody may. */
export type Origins = readonly string[] | null | "away";
export type AllowedOrigins = (tenantKey: string, visitorAddress: string) => Promise<Origins>;

/**
 * Asks chat-service each time, so that a change takes effect at once. While it is unreachable its last answer is used, so that
 * visitors see the widget's own error, not a frame that the browser refuses.
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
      // Passes the visitor's address on, so that visitors do not share one read limit.
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
