import { expect, test } from "vitest";
import { classifySmtp, failureOf } from "./classify.ts";
import { SmtpError } from "./smtp-connections.ts";

const answered = (response: string, command = "RCPT TO") =>
  classifySmtp(
    new SmtpError(
      Object.assign(new Error(`Can't send mail - all recipients were rejected: ${response}`), {
        responseCode: Number(response.slice(0, 3)),
        command,
      }),
      command === "DATA",
    ),
  );

test.each([
  ["550 5.1.1 No such user", "bounced"],
  ["553 5.1.3 Bad address syntax", "bounced"],
  ["550-5.1.1 The email account that you tried to reach does not exist", "bounced"],
  ["550 No such user here", "bounced"],
  ["551 User not local", "failed"],
  ["550 5.7.1 SPF check failed", "failed"],
  ["550 5.7.26 This mail is unauthenticated: no such user may send", "failed"],
  ["554 5.7.1 Relay access denied", "failed"],
  ["550 SPF check failed for unknown user", "failed"],
  ["550 Requested action not taken", "failed"],
  ["553 5.1.8 Sender address rejected: domain not found", "failed"],
  ["550 5.1.0 Address rejected", "failed"],
  ["550 5.1.90 You have reached your daily limit for message recipients", "failed"],
  ["552 5.2.2 Mailbox full", "retry"],
  ["552 Mailbox full", "retry"],
  ["552 The recipient's mailbox is full", "retry"],
  ["550 User over quota", "retry"],
  ["552 Requested mail action aborted: exceeded storage allocation", "retry"],
  ["552 Message size exceeds fixed limit", "failed"],
  ["550 4.4.7 Message expired", "retry"],
  ["450 4.2.0 Greylisted", "retry"],
  ["535 5.7.8 Authentication failed", "retry"],
])("%s: %s", (response, status) => {
  expect(answered(response).status).toBe(status);
});

test("what is ours is said loudly, and what is refused of our own address is ours", () => {
  expect(answered("550 5.7.1 SPF check failed")).toMatchObject({ isOurs: true });
  expect(answered("550 5.1.0 Sender rejected", "MAIL FROM")).toMatchObject({ status: "failed", isOurs: true });
  expect(answered("554 Rejected as spam", "DATA")).toMatchObject({ status: "failed", isOurs: true });
  expect(answered("554 5.6.0 Content rejected", "DATA")).toMatchObject({ status: "failed", isOurs: false });
});

test("only a code that says so suppresses an address, from the server and in a report", () => {
  const bounced = Array.from({ length: 100 }, (_, detail) => `5.1.${detail}`).filter(
    (status) => failureOf(status, status).status === "bounced",
  );
  expect(bounced).toEqual(["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"]);
  for (const detail of [0, 4, 5, 7, 8, 9, 20, 90]) expect(answered(`550 5.1.${detail} Refused`).status).toBe("failed");
});
