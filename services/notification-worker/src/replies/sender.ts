import { addressParser } from "postal-mime";
import type { MimePart } from "./mime-parts.ts";

/** @returns the one address of the one From, in lower case; null for none or several: it has to be certain who wrote */
export function senderOf(root: MimePart): string | null {
  const [only, ...others] = root.headers.filter(({ key }) => key === "from");
  if (!only || others.length > 0) return null;
  const addresses = addressParser(only.value, { flatten: true });
  const [address] = addresses;
  return addresses.length === 1 && address?.address ? address.address.toLowerCase() : null;
}
