import { isIPv4 } from "node:net";
import { isPublishedSecret } from "./published-secrets.ts";

/** 127.0.0.0/8, ::1 and their names; not 0.0.0.0, which means every address of the machine. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || (isIPv4(host) && host.startsWith("127."));
}

/** In an address; names below `localhost` are this machine's, too (RFC 6761, 6.3). */
export function isNameOfThisMachine(hostname: string): boolean {
  return isLoopback(hostname) || hostname.endsWith(".localhost");
}

/** An address of a data server that names several: of Postgres a primary and its standbys, of Redis its Sentinels. */
const SEVERAL_HOSTS = /^([a-z+]+:\/\/(?:[^@/?]*@)?)([^/?@]*,[^/?@]*)((?:[/?].*)?)$/i;

/** The address with its first host alone, and all its hosts (`name:port`); no hosts when it names only one. */
export function splitHosts(address: string): { first: string; hosts: string[] } {
  const [, start = "", list = "", rest = ""] = SEVERAL_HOSTS.exec(address) ?? [];
  if (list === "") return { first: address, hosts: [] };
  const hosts = list.split(",").filter((host) => host !== "");
  return { first: `${start}${hosts[0] ?? ""}${rest}`, hosts };
}

/** The address with another host and port. */
export function withHost(address: string, host: string): string {
  return address.replace(/^([a-z+]+:\/\/(?:[^@/?]*@)?)[^/?]*/i, (_whole, start: string) => start + host);
}

/** Changes an address that may name several hosts, which `URL` does not read. @throws TypeError for one that is none */
export function changeAddress(address: string, change: (url: URL) => void): string {
  const { first, hosts } = splitHosts(address);
  const url = new URL(first);
  change(url);
  return hosts.length === 0 ? url.toString() : withHost(url.toString(), hosts.join(","));
}

/** The address of Redis with the file of the authority that signed its certificate; both for `shared/redis`. */
export function redisAddress({ REDIS_URL, REDIS_CA_FILE }: { REDIS_URL: string; REDIS_CA_FILE: string }): string {
  if (REDIS_CA_FILE === "" || !/^rediss/i.test(REDIS_URL)) return REDIS_URL;
  return changeAddress(REDIS_URL, (url) => url.searchParams.set("caFile", REDIS_CA_FILE));
}

/** Refuses a published password of a server elsewhere and, where others reach the service, a Redis elsewhere without one. */
export function unsafeServers(servers: Readonly<Record<string, string>>, exposure: string | null): string[] {
  return farServers(servers).flatMap(({ name, url }) => {
    const passwords = [decoded(url.password), ...url.searchParams.getAll("password")];
    if (passwords.some(isPublishedSecret))
      return [`${name} has the published password, and its server is not on this machine: set a random one`];
    const isOpen = exposure !== null && /^rediss?/.test(url.protocol) && passwords.every((password) => password === "");
    return isOpen ? [`${name} has no password, and its server is not on this machine: set one`] : [];
  });
}

/** One that is not an address is left to its client to refuse. */
function farServers(servers: Readonly<Record<string, string>>): { name: string; url: URL }[] {
  return Object.entries(servers).flatMap(([name, text]) => {
    const { first, hosts } = splitHosts(text);
    const urls = hosts.length === 0 ? [first] : hosts.map((host) => withHost(first, host));
    const far = urls.map(serverUrl).find((url) => url !== null && !isOfThisMachine(url));
    return far ? [{ name, url: far }] : [];
  });
}

/** As its client reads it: an address without a scheme is Redis', and a path is a socket. */
function serverUrl(text: string): URL | null {
  const isPath = /^\/(?!\/)/.test(text);
  const hasScheme = /^(?:[a-z][a-z+]*:\/\/|socket:)/i.test(text);
  const whole = isPath || hasScheme ? text.replace("@/", "@localhost/") : `redis://${text.replace(/^\/\//, "")}`;
  return URL.canParse(whole) ? new URL(whole) : null;
}

/** Whether a data server is on this machine. Postgres also takes its hosts, or the folder of its socket, as parameters. */
export function isOfThisMachine(url: URL): boolean {
  const given = url.searchParams.getAll("host");
  const hosts = given.length > 0 ? given : [decoded(url.hostname)];
  return hosts.every((host) => host === "" || host.startsWith("/") || isNameOfThisMachine(host));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
