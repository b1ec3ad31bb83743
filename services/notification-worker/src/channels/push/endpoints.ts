import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

export interface PushHosts {
  /** Host names, or `*.` and a domain. */
  hosts: readonly string[];
  /** Origin of a fake on this machine; null in production. */
  doubleOrigin: string | null;
}

/** The browser supplies the push service's URL: only https, its usual port, and known services are accepted. */
export function isAllowedEndpoint(endpoint: string, { hosts, doubleOrigin }: PushHosts): boolean {
  if (!URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  if (url.username !== "" || url.password !== "") return false;
  if (doubleOrigin !== null && url.origin === doubleOrigin) return true;
  if (url.protocol !== "https:" || url.port !== "" || isIP(url.hostname) || url.hostname.startsWith("[")) return false;
  return hosts.some((host) => (host.startsWith("*.") ? url.hostname.endsWith(host.slice(1)) : url.hostname === host));
}

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ...[
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
  ],
  ...[
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["224.0.0.0", 3],
  ],
] as [string, number][])
  PRIVATE.addSubnet(network, bits, "ipv4");
/** Of IPv6 only globally routed addresses, without tunnels into IPv4. */
const PUBLIC_V6 = new BlockList();
PUBLIC_V6.addSubnet("2000::", 3, "ipv6");
const TUNNELS = new BlockList();
TUNNELS.addSubnet("2002::", 16, "ipv6");
TUNNELS.addSubnet("2001::", 32, "ipv6");

export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !PRIVATE.check(address, "ipv4");
  return family === 6 && PUBLIC_V6.check(address, "ipv6") && !TUNNELS.check(address, "ipv6");
}

export class PrivateAddressError extends Error {
  override readonly name = "PrivateAddressError";

  constructor() {
    super(formatReason("push_private"));
  }
}

/** Checked when the connection is made, so that a name that resolves to an internal address now is refused. */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return done(error, "", 0);
    const [first] = found;
    if (!first || !found.every(({ address }) => isPublicAddress(address)))
      return done(new PrivateAddressError(), "", 0);
    if (options.all) return done(null, found);
    return done(null, first.address, first.family);
  });
};
