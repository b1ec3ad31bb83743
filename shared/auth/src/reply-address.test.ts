import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readReplyAddress, replyAddress } from "./reply-address.ts";

const SECRET = "a secret of these tests, longer than needed";
const MAILBOX = "reply@chorus.localhost";

describe("the address for answers", () => {
  test("names its conversation, fits RFC 5321, and survives a server that writes it in capitals", () => {
    fc.assert(
      fc.property(fc.uuid(), (conversationId) => {
        const address = replyAddress(SECRET, MAILBOX, conversationId);
        expect(address.split("@")[0]?.length).toBeLessThanOrEqual(64);
        expect(readReplyAddress(SECRET, MAILBOX, address)).toBe(conversationId);
        expect(readReplyAddress(SECRET, MAILBOX, ` ${address.toUpperCase()} `)).toBe(conversationId);
      }),
    );
  });

  test("holds for no other conversation, secret or mailbox, and not with one letter changed", () => {
    const address = replyAddress(SECRET, MAILBOX, randomUUID());
    const other = replyAddress(SECRET, MAILBOX, randomUUID());
    expect(readReplyAddress(`${SECRET}!`, MAILBOX, address)).toBeNull();
    expect(readReplyAddress(SECRET, "reply@evil.test", address)).toBeNull();
    expect(readReplyAddress(SECRET, MAILBOX, address.slice(0, 32) + other.slice(32))).toBeNull();
    for (let at = "reply+".length; at < address.indexOf("@"); at += 1) {
      const letter = address[at] === "a" ? "b" : "a";
      expect(readReplyAddress(SECRET, MAILBOX, address.slice(0, at) + letter + address.slice(at + 1))).toBeNull();
    }
  });

  test.each(["", "reply@chorus.localhost", "reply+@chorus.localhost", "reply+x@chorus.localhost", "a@b\r\nc", "+@"])(
    "%j is none",
    (address) => {
      expect(readReplyAddress(SECRET, MAILBOX, address)).toBeNull();
    },
  );
});
