import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFileAddresses, MAX_ADDRESS_MS, type FileGrant } from "./addresses.ts";

const id = (last: string) => `01990000-0000-7000-8000-0000000000${last}`;
const secret = "a secret of addresses that only a test has";
const grant: FileGrant = {
  tenantId: id("01"),
  fileId: id("02"),
  purpose: "view",
  reader: { type: "agent", id: id("03") },
};
const reader = { ...grant.reader, tenantId: grant.tenantId };
const now = Date.parse("2026-11-29T00:00:00Z");
const addresses = createFileAddresses([{ id: "k1", secret }]);

describe("addresses of files", () => {
  it("say to their reader what they are for, until they end", () => {
    const token = addresses.sign(grant, now, 60_000);
    expect(addresses.read(token, now)).toEqual(grant);
    expect(addresses.read(token, now + 59_999, reader)).toEqual(grant);
    expect(addresses.read(token, now + 60_000, reader)).toBeNull();
  });

  it("never live longer than five minutes, whoever signs them", () => {
    expect(addresses.read(addresses.sign(grant, now, 86_400_000), now + MAX_ADDRESS_MS)).toBeNull();
    expect(addresses.read(addresses.sign(grant, now + 3_600_000), now)).toBeNull();
  });

  it.each([
    ["another person's", { ...reader, id: id("04") }],
    ["a customer's with the same id", { ...reader, type: "customer" as const }],
    ["another tenant's", { ...reader, tenantId: id("05") }],
  ])("%s are refused", (_, other) => {
    expect(addresses.read(addresses.sign(grant, now), now, other)).toBeNull();
  });

  it("are refused with any part changed, exchanged, added or missing", () => {
    const token = addresses.sign(grant, now);
    const parts = token.split(".");
    const other = addresses.sign({ ...grant, purpose: "download", fileId: id("09") }, now).split(".");
    const changed = new Set([`${token}.x`, `${token} `, `.${token}`, token.slice(0, -1), ""]);
    for (let part = 0; part < parts.length; part += 1) {
      changed.add(parts.with(part, other[part]!).join("."));
      changed.add(parts.toSpliced(part, 1).join("."));
      changed.add(parts.with(part, parts[part]!.toUpperCase()).join("."));
    }
    // Parts that both have, or that are written large anyway.
    changed.delete(token);
    expect(changed.size).toBeGreaterThan(2 * parts.length);
    for (const text of changed) expect(addresses.read(text, now)).toBeNull();
  });

  it("that are noise are refused, not thrown at", () => {
    const valid = addresses.sign(grant, now);
    fc.assert(
      fc.property(
        fc.string(),
        fc.nat(valid.length),
        fc.string({ unit: "binary", minLength: 1 }),
        (noise, at, change) => {
          expect(addresses.read(noise, now)).toBeNull();
          expect(addresses.read(valid.slice(0, at) + change + valid.slice(at), now)).toBeNull();
        },
      ),
    );
  });

  it("signed by the key before are good while that is known; others' are not", () => {
    const token = addresses.sign(grant, now);
    const next = { id: "k2", secret: `${secret} and another` };
    const rotated = createFileAddresses([next, { id: "k1", secret }]);
    expect(rotated.read(token, now)).toEqual(grant);
    expect(rotated.sign(grant, now)).toMatch(/^k2\./);
    expect(createFileAddresses([next]).read(token, now)).toBeNull();
    expect(createFileAddresses([{ id: "k1", secret: next.secret }]).read(token, now)).toBeNull();
  });

  it("need keys that are keys", () => {
    expect(() => createFileAddresses([])).toThrow(/need a key/);
    expect(() => createFileAddresses([{ id: "k1", secret: "short" }])).toThrow(/32 characters/);
    expect(() => createFileAddresses([{ id: "a.b", secret }])).toThrow(/letters, digits/);
  });
});
