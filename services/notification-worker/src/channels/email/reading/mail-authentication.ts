import type { MimePart } from "./mime-parts.ts";
import { withoutComments } from "./structured-header.ts";

interface Result {
  method: string;
  verdict: string;
  properties: ReadonlyMap<string, string>;
}

/** Below these anybody can register a name: `co.uk`, `com.au`; and hosts that give names away. */
const PUBLIC_SUFFIX =
  /^(?:(?:[a-z]{1,3}|gouv|govt|info|name|firm|asso|school|\d+)\.[a-z]{2}|(?:github|gitlab)\.io|(?:blogspot|herokuapp|myshopify|wordpress|appspot|azurewebsites)\.com|(?:pages|workers)\.dev|web\.app|(?:vercel|netlify)\.app|(?:co|com|de|uk|us|eu|br|jpn|cn|ru)\.com)$/;

/**
 * Did the mail server in front find that the sender's domain stands behind this mail (RFC 8601)? Only the topmost result is read,
 * and only of the host we trust: anybody can write the others. What cannot be read with certainty vouches for nobody.
 * @param trustedHost as it calls itself; null: nobody is trusted, nothing is verified
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
  // A domain without a policy: a signature or a server of its own says as much.
  return results.some(({ method, verdict, properties }) => {
    if (verdict !== "pass") return false;
    if (method === "dkim") return isAligned(domain, properties.get("header.d") ?? "");
    return method === "spf" && isAligned(domain, domainOf(properties.get("smtp.mailfrom") ?? ""));
  });
}

/** @returns null for a header of another host, or one that is not written as RFC 8601 says */
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
  // A property that is said twice says nothing.
  if (!first || properties.size !== rest.length) return null;
  return { method: first[0].replace(/\/\d+$/, ""), verdict: first[1], properties };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** Without the list of public suffixes only the same domain, or one above that surely belongs to somebody. */
function isAligned(domain: string, named: string): boolean {
  if (named === domain) return true;
  return named.includes(".") && domain.endsWith(`.${named}`) && !PUBLIC_SUFFIX.test(named);
}
