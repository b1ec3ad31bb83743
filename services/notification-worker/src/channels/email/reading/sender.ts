import { addressParser } from "postal-mime";
import type { MimePart } from "./mime-parts.ts";

const QUOTED_STRING = /"(?:[^"\\]|\\.)*"/g;
const COMMENT = /\([^()]*\)/g;
const ENCODED_WORD = /=\?[^?\s]+\?[bq]\?[^?\s]*\?=/gi;
const ADDRESS = /[^\s<>@,;:()"]+@[^\s<>@,;:()"]+/g;

/** Longer than any name with its address; what reads it takes a time that grows with the square. */
const MAX_CHARACTERS = 2_000;

/** @returns the one address of the one From, in lower case; null for none or several, because the author has to be certain */
export function senderOf(root: MimePart): string | null {
  const [only, ...others] = root.headers.filter(({ key }) => key === "from");
  if (!only || others.length > 0 || only.value.length > MAX_CHARACTERS || !namesOne(only.value)) return null;
  // A comma in a name without quotes makes boxes without an address.
  const addresses = addressParser(only.value, { flatten: true }).flatMap(({ address }) => address || []);
  return addresses.length === 1 ? (addresses[0]?.toLowerCase() ?? null) : null;
}

/** The parser takes one of two addresses without a comma between them. A display name that repeats the address is fine. */
function namesOne(from: string): boolean {
  const bare = from.replaceAll(QUOTED_STRING, "q").replaceAll(ENCODED_WORD, "w").replaceAll(COMMENT, " ").toLowerCase();
  const addresses = bare.match(ADDRESS) ?? [];
  return new Set(addresses).size === 1 && addresses.length === bare.split("@").length - 1;
}
