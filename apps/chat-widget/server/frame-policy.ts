import type { Origins } from "./allowed-origins.ts";

/** Addresses of the other parts. */
export interface Addresses {
  chatUrl: string;
  gatewayUrl: string;
  deskUrl: string;
}

export interface FramePolicyInput extends Addresses {
  allowedOrigins: Origins;
  /** Development: Vite's own server puts styles into the page and talks to it, and any page may embed the frame. */
  isViteServer: boolean;
}

/** Anything but `scheme://host[:port]` is left out of headers. */
const ORIGIN = /^https?:\/\/[a-z0-9.[\]:-]+$/;

/** The Content-Security-Policy of the frame: who may embed it; it runs and fetches only its own resources. */
export function framePolicy(input: FramePolicyInput): string {
  const { chatUrl, gatewayUrl, isViteServer } = input;
  const socketUrl = gatewayUrl.replace(/^http/, "ws");
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${isViteServer ? " 'unsafe-inline'" : ""}`,
    "font-src 'self'",
    `img-src 'self' data: https: ${chatUrl}`,
    `connect-src 'self' ${chatUrl} ${socketUrl}${isViteServer ? " ws:" : ""}`,
    "base-uri 'none'",
    "form-action 'none'",
    ...(isViteServer ? [] : ["require-trusted-types-for 'script'", "trusted-types 'none'"]),
    `frame-ancestors ${ancestorsOf(input)}`,
  ].join("; ");
}

/** Empty: any page in development, none in production. The desk embeds it for the settings' preview. */
function ancestorsOf({ allowedOrigins, deskUrl, isViteServer }: FramePolicyInput): string {
  if (allowedOrigins === null || allowedOrigins === "away") return "'none'";
  if (allowedOrigins.length === 0) return isViteServer ? "*" : deskUrl;
  return [...allowedOrigins, deskUrl].filter((origin) => ORIGIN.test(origin)).join(" ");
}

/** The headers of the frame's page. */
export function frameHeaders(input: FramePolicyInput): Record<string, string> {
  return {
    "content-security-policy": framePolicy(input),
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    // Pages with Cross-Origin-Embedder-Policy may embed only frames that have it, too.
    "cross-origin-embedder-policy": "credentialless",
    "cross-origin-resource-policy": "cross-origin",
    // The policy changes with the tenant's settings.
    "cache-control": "no-store",
  };
}

/** Explains to a page's developers why the frame does not load; null when the page may embed it. */
export function embedAnswer(
  input: Embedding,
  request: { key: string; origin: string | undefined },
): { headers: Record<string, string>; body: string } {
  return {
    headers: {
      "content-type": "application/json",
      "cache-control": "no-store",
      // It reveals nothing that the frame's own policy does not.
      "access-control-allow-origin": "*",
      "x-content-type-options": "nosniff",
    },
    body: JSON.stringify({ problem: embedProblem(input, request) }),
  };
}

export type Embedding = Pick<FramePolicyInput, "allowedOrigins" | "deskUrl" | "isViteServer">;

/** What the developers of a page have to change; null when it may embed the widget, or nobody knows. */
export function embedProblem(
  { allowedOrigins, deskUrl, isViteServer }: Embedding,
  { key, origin = "this site" }: { key: string; origin: string | undefined },
): string | null {
  if (allowedOrigins === "away") return null;
  if (allowedOrigins === null)
    return `there is no company with the key "${key.slice(0, 100)}": copy the line from Settings > Chat widget.`;
  const isAnyAllowed = isViteServer && allowedOrigins.length === 0;
  if (isAnyAllowed || [...allowedOrigins, deskUrl].includes(origin)) return null;
  return `add ${origin} to Settings > Allowed websites.`;
}
