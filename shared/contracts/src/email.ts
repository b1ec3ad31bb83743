/**
 * The one rule for mail addresses, without the schema library so that the widget's bundle can contain it: the form and the
 * server accept the same. RFC 5321's dot-atoms and a domain with a top level; quoted local parts, address literals and international
 * addresses (RFC 6531) cannot be mailed everywhere and are refused.
 */
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const TOP_LEVEL = "[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]";
export const EMAIL_PATTERN = new RegExp(`^${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+${TOP_LEVEL}$`);

export const MAX_EMAIL_CHARACTERS = 254;

/** White space and trailing punctuation, which phone keyboards and copying add, are removed. */
export function tidyEmail(typed: string): string {
  return typed.trim().replace(/[.,;]+$/u, "");
}

export function isEmail(address: string): boolean {
  return address.length <= MAX_EMAIL_CHARACTERS && EMAIL_PATTERN.test(address);
}
