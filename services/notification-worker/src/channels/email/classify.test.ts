import { expect, test } from "vitest";
import { classifySmtp } from "./classify.ts";
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
  ["552 5.2.2 Mailbox full", "retry"],
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
