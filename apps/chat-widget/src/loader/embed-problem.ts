/** What `/embed` of the widget's server answers about this page. */
type EmbedStatus = "allowed" | "unknown_key" | "not_listed" | "away";

/**
 * Why the frame stays silent, in words for the shop's developers; null when the page may embed it, or nobody can say.
 * Asked only then: a page view costs no request.
 */
export async function embedProblem(widgetOrigin: string, tenantKey: string): Promise<string | null> {
  const answer = await fetch(`${widgetOrigin}/embed?key=${encodeURIComponent(tenantKey)}`).catch(() => null);
  const status: EmbedStatus = answer?.ok ? ((await answer.json()) as { status: EmbedStatus }).status : "allowed";
  if (status === "unknown_key")
    return `there is no company with the key "${tenantKey}": copy the line from Settings > Widget.`;
  if (status === "not_listed") return `add ${location.origin} to Settings > Widget > Allowed websites.`;
  return null;
}
