import { expect, test } from "vitest";
import { readPooler } from "./pooler.ts";

test("the address says what stands before Postgres, and its own parameters do not reach it", () => {
  const plain = "postgres://c:p@db/chorus?sslmode=require";
  expect(readPooler(plain)).toEqual({ url: plain, isPooled: false, isPrepared: true });
  expect(readPooler(`${plain}&pgbouncer=true`)).toEqual({ url: plain, isPooled: true, isPrepared: true });
  expect(readPooler("postgres://c:p@a:1,b:2/x?pgbouncer=true&prepared=false")).toEqual({
    ...{ url: "postgres://c:p@a:1,b:2/x", isPooled: true, isPrepared: false },
  });
});
