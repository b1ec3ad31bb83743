/**
 * Why the frame does not load, for the shop's developers; null when this page may embed it, or it is unknown. Requested
 * only then, so that a page view costs no request.
 */
export async function embedProblem(widgetOrigin: string, tenantKey: string): Promise<string | null> {
  try {
    const answer = await fetch(`${widgetOrigin}/embed?key=${encodeURIComponent(tenantKey)}`);
    return ((await answer.json()) as { problem?: string | null }).problem ?? null;
  } catch {
    // It cannot be reached, either.
    return null;
  }
}
