import { expect, test } from "vitest";
import { nearestToEnd } from "./own-features.ts";

const quota = (name: string, used: number | null, amount: number) => ({ name, used, amount });

test("the line in the desk is about the quota that is nearest to its end, from 80 % on", () => {
  const [mails, tokens, sockets] = [quota("mails", 80, 100), quota("tokens", 95, 100), quota("sockets", null, 10)];
  expect(nearestToEnd([quota("mails", 79, 100), sockets])).toBeNull();
  expect(nearestToEnd([mails, sockets])).toEqual({ quota: mails, share: 0.8 });
  expect(nearestToEnd([mails, tokens, sockets])).toEqual({ quota: tokens, share: 0.95 });
});
