import { expect, test } from "vitest";
import { renderTraefikFile } from "./traefik-file.ts";

test("limits are of a network, not of a host or of one of its many addresses", () => {
  const limits = renderTraefikFile().matchAll(/^ {6}(rateLimit|inFlightReq):\n((?: {8}.*\n)+)/gm);
  const counted = [...limits].map(([, name, options]) => [
    name,
    /sourceCriterion:\s+ipStrategy:\s+(.*)/.exec(options ?? "")?.[1],
  ]);
  expect(counted).toEqual([
    ["rateLimit", "ipv6Subnet: 64"],
    ["inFlightReq", "ipv6Subnet: 64"],
  ]);
});
