import type { MimePart } from "./mime-parts.ts";

/**
 * Did the mail server in front find that the sender's domain stands behind this mail (RFC 8601)? Only the topmost result is read,
 * and only of the host we trust: anybody can write the others.
 * @param trustedHost as it calls itself; null: nobody is trusted, nothing is verified
 */
export function isAuthenticated(root: MimePart, trustedHost: string | null, from: string): boolean {
  const first = root.headers.find(({ key }) => key === "authentication-results")?.value;
  if (trustedHost === null || first === undefined) return false;
  const [host = "", ...results] = first
    .replaceAll(/\([^()]{0,500}\)/g, "")
    .toLowerCase()
    .split(";");
  if (host.trim().split(/\s/)[0] !== trustedHost.toLowerCase()) return false;
  const domain = from.split("@")[1] ?? "";
  const verdicts = results.map((result) => result.trim());
  const dmarc = verdicts.find((verdict) => verdict.startsWith("dmarc="));
  if (dmarc && !dmarc.startsWith("dmarc=none"))
    return dmarc.startsWith("dmarc=pass") && isFor(dmarc, "header.from", domain);
  // A domain without a policy: a signature of its own says as much.
  return verdicts.some((verdict) => verdict.startsWith("dkim=pass") && isFor(verdict, "header.d", domain, true));
}

function isFor(verdict: string, property: string, domain: string, isRequired = false): boolean {
  const named = new RegExp(String.raw`\b${property.replace(".", String.raw`\.`)}=@?"?([^\s;"]+)`).exec(verdict)?.[1];
  if (named === undefined) return !isRequired;
  return named === domain || domain.endsWith(`.${named}`);
}
