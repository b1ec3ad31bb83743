import type { MimePart } from "./mime-parts.ts";
import { withoutComments } from "./structured-header.ts";

interface Result {
  method: string;
  verdict: string;
  properties: ReadonlyMap<string, string>;
}

/** Anybody can register a name below these: `co.uk`, `com.au`, and hosts that give names away. */
const PUBLIC_SUFFIX =
  /^(?:(?:[a-z]{1,3}|gouv|govt|info|name|firm|asso|school|\d+)\.[a-z]{2}|(?:github|gitlab)\.io|(?:blogspot|herokuapp|myshopify|wordpress|appspot|azurewebsites)\.com|(?:pages|workers)\.dev|web\.app|(?:vercel|netlify)\.app|(?:co|com|de|uk|us|eu|br|jpn|cn|ru)\.com)$/;

/**
 * Whether the mail server in front authenticated the sender's domain (RFC 8601). Only the topmost result of the trusted host is
 * read, because anybody can write the others. A result that cannot be parsed authenticates nobody.
 * @param trustedHost its authserv-id; null: nothing is authenticated
 */
export function isAuthenticated(root: MimePart, trustedHost: string | null, from: string): boolean {
  const first = root.headers.find(({ key }) => key === "authentication-results")?.value;
  if (trustedHost === null || first === undefined) return false;
  const results = resultsOf(first, trustedHost);
  const domain = domainOf(from);
  if (results === null || !domain.includes(".")) return false;
  const policies = results.filter(({ method, verdict }) => method === "dmarc" && verdict !== "none");
  if (policies.length > 0)
    return policies.every(({ verdict, properties }) => verdict === "pass" && properties.get("header.from") === domain);
  // For a domain without a DMARC policy, aligned DKIM or SPF is enough.
  return results.some(({ method, verdict, properties }) => {
    if (verdict !== "pass") return false;
    if (method === "dkim") return isAligned(domain, properties.get("header.d") ?? "");
    return method === "spf" && isAligned(domain, domainOf(properties.get("smtp.mailfrom") ?? ""));
  });
}

/** @returns null for a header of another host, or one that does not follow RFC 8601 */
function resultsOf(header: string, trustedHost: string): Result[] | null {
  const [host = "", ...segments] = withoutComments(header)?.toLowerCase().split(";") ?? [];
  const [name, version, ...rest] = host.trim().split(/\s+/);
  if (name !== trustedHost.toLowerCase() || rest.length > 0 || !/^\d*$/.test(version ?? "")) return null;
  const results: Result[] = [];
  for (const segment of segments) {
    const pairs = segment
      .trim()
      .replaceAll(/\s*=\s*/g, "=")
      .split(/\s+/);
    if (pairs[0] === "" || pairs[0] === "none") continue;
    const result = resultOf(pairs.map((pair) => [pair.split("=", 1)[0] ?? "", pair.slice(pair.indexOf("=") + 1)]));
    if (result === null || pairs.some((pair) => !pair.includes("="))) return null;
    results.push(result);
  }
  return results;
}

function resultOf([first, ...rest]: [string, string][]): Result | null {
  const properties = new Map(rest);
  // A property that occurs twice is ignored.
  if (!first || properties.size !== rest.length) return null;
  return { method: first[0].replace(/\/\d+$/, ""), verdict: first[1], properties };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** Without a public suffix list only the same domain counts, or a parent that surely belongs to one owner. */
function isAligned(domain: string, named: string): boolean {
  if (named === domain) return true;
  return named.includes(".") && domain.endsWith(`.${named}`) && !PUBLIC_SUFFIX.test(named);
}
