/** The addresses of the other parts, which `/config.json` answers. */
export interface DeskAddresses {
  chatUrl: string;
  presenceUrl: string;
  notificationUrl: string;
  gatewayUrl: string;
  summaryUrl: string;
  commerceUrl: string;
  widgetUrl: string;
}

/**
 * The headers of every page of the desk: it runs and fetches only its own resources, uses Trusted Types, and cannot be framed,
 * not even by another port or subdomain, which SameSite treats as the same site.
 * @param isViteServer development: Vite's own server puts scripts and styles into the page and talks to it
 */
export function deskHeaders(addresses: DeskAddresses, isViteServer: boolean): Record<string, string> {
  return {
    "content-security-policy": deskPolicy(addresses, isViteServer),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
    // Browsers use it over TLS only.
    "strict-transport-security": "max-age=31536000; includeSubDomains",
  };
}

function deskPolicy(addresses: DeskAddresses, isViteServer: boolean): string {
  const { widgetUrl, gatewayUrl, ...services } = addresses;
  const connect = [...Object.values(services), gatewayUrl, gatewayUrl.replace(/^http/, "ws")].flatMap(originsOf);
  return [
    "default-src 'none'",
    `script-src 'self'${isViteServer ? " 'unsafe-inline'" : ""}`,
    // Libraries put style elements into the page (menus that lock scrolling).
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    // Photos lie with chat-service, which has no TLS in development.
    `img-src 'self' data: blob: https: ${originsOf(addresses.chatUrl).join(" ")}`,
    "media-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    `connect-src 'self' ${[...new Set(connect)].join(" ")}${isViteServer ? " ws:" : ""}`,
    // The settings' preview.
    `frame-src ${originsOf(widgetUrl).join(" ")}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isViteServer ? [] : ["require-trusted-types-for 'script'", "trusted-types chorus-worker 'allow-duplicates'"]),
  ].join("; ");
}

/** Both names of this machine, where it is one of them: the desk asks by the name that its own page has (`runtime-config.ts`). */
const LOOPBACK = ["127.0.0.1", "localhost"];

function originsOf(address: string): string[] {
  const { protocol, host, hostname, port } = new URL(address);
  if (!LOOPBACK.includes(hostname)) return [`${protocol}//${host}`];
  return LOOPBACK.map((name) => `${protocol}//${name}${port === "" ? "" : `:${port}`}`);
}
