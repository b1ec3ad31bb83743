/** Absolute addresses of the services, without a trailing slash. */
export interface RuntimeConfig {
  chatUrl: string;
  presenceUrl: string;
  notificationUrl: string;
  gatewayUrl: string;
  summaryUrl: string;
  commerceUrl: string;
  /** Where shops fetch the widget. */
  widgetUrl: string;
}

/** Reads `/config.json`. Where it is missing (a proxy serves everything from one origin) the page's own origin is used. */
export async function loadRuntimeConfig(page: { origin: string; hostname: string }): Promise<RuntimeConfig> {
  const { origin } = page;
  const sameOrigin = {
    chatUrl: origin,
    presenceUrl: origin,
    notificationUrl: origin,
    gatewayUrl: origin,
    summaryUrl: origin,
    commerceUrl: origin,
    widgetUrl: origin,
  };
  const response = await fetch("/config.json", { cache: "no-store" }).catch(() => null);
  const isJson = response?.ok && (response.headers.get("content-type") ?? "").includes("json");
  const given: unknown = isJson ? await response.json().catch(() => null) : null;
  return readConfig(given, sameOrigin, page.hostname);
}

/** Takes the addresses that are given, and the fallback for the others. */
export function readConfig(given: unknown, fallback: RuntimeConfig, pageHost: string): RuntimeConfig {
  const fields = typeof given === "object" && given !== null ? (given as Record<string, unknown>) : {};
  const read = (name: keyof RuntimeConfig) => {
    const value = fields[name];
    return typeof value === "string" && URL.canParse(value) ? onPageHost(value, pageHost) : fallback[name];
  };
  return {
    ...{ chatUrl: read("chatUrl"), presenceUrl: read("presenceUrl"), notificationUrl: read("notificationUrl") },
    ...{ gatewayUrl: read("gatewayUrl"), summaryUrl: read("summaryUrl"), commerceUrl: read("commerceUrl") },
    widgetUrl: read("widgetUrl"),
  };
}

/** `127.0.0.1` and `localhost` are different sites to a browser: the SameSite refresh cookie needs the page's own spelling. */
function onPageHost(address: string, pageHost: string): string {
  const url = new URL(address);
  if (isLoopback(url.hostname) && isLoopback(pageHost)) url.hostname = pageHost;
  return url.toString().replace(/\/$/, "");
}

function isLoopback(host: string): boolean {
  return host === "127.0.0.1" || host === "localhost";
}
