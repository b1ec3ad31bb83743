import { expect, test } from "vitest";
import { fromQuotaField, toQuotaField } from "./format-quota.ts";

test("storage is entered in gigabytes, everything else as it is", () => {
  expect(toQuotaField("stored_bytes", 50 * 1024 ** 3)).toBe("50");
  expect(toQuotaField("stored_bytes", 1_500_000_000)).toBe("1.397");
  expect(fromQuotaField("stored_bytes", "0.5")).toBe(512 * 1024 ** 2);
  expect(toQuotaField("sockets", 100_000)).toBe("100000");
  expect(fromQuotaField("sockets", "12")).toBe(12);
});
