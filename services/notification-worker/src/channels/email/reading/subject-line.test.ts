import { startCpuTime } from "@chorus/testing/cpu-time";
import { describe, expect, test } from "vitest";
import { writtenSubject } from "./subject-line.ts";

const OURS = ["Acme Support: an answer to your question"];
const written = (subject: string, text = "") => writtenSubject(subject, OURS, text);

describe("what was written into the subject is said", () => {
  test.each([
    "Ja, bitte am Montag liefern",
    "Change order 4711 to blue please",
    "Acme Support: an answer to your question - please deliver on Monday",
    "Fwd: Invoice 4711",
    "No subject is too small",
    "Yes",
    "👍",
  ])("%s", (subject) => {
    expect(written(subject)).toBe(subject);
    expect(written(subject, "See subject")).toBe(subject);
  });

  test("in one line", () => {
    expect(written("Order \u202E4711\r\n to\tblue")).toBe("Order 4711 to blue");
  });

  test("also behind a Re: when the mail says nothing else", () => {
    expect(written("Re: Yes, on Monday")).toBe("Re: Yes, on Monday");
    expect(written("Re: Yes, on Monday", "> Hm")).toBeNull();
    expect(writtenSubject("Re: Yes, on Monday", [], "")).toBeNull();
  });
});

test.each([
  ...OURS,
  "Re: Acme Support: an answer to your question",
  "RE: AW: Acme  Support:  an answer to your question ",
  "RV: Acme Support: an answer to your question",
  "Re[2]: Acme Support: an answer to your question",
  "回复：Acme Support: an answer to your question",
  "[External] Re: Acme Support: an answer to your question",
  "Re: [EXT] Acme Support: an answer to your question",
  "Fwd: Acme Support: an answer to your question",
  "Re: Acme Support: an answer to yo",
  "",
  " \u200B",
  "Re:",
  "(no subject)",
  "Kein Betreff",
])("%j says nothing", (subject) => {
  expect(written(subject)).toBeNull();
  expect(written(subject, "Thank you")).toBeNull();
});

test("nothing is said twice", () => {
  expect(written("Order 4711, please", "Order 4711, please!\nThank you")).toBeNull();
});

test.each([
  ["No", "Not before Friday, then it is fine."],
  ["No", "No later than Friday."],
  ["Order 471", "Order 4711 and 4712 are missing."],
  ["Room 4", "Room 4.5 is too small."],
  ["Order 4711", "Order 4711-B is broken."],
])("%j is not what %j says", (subject, text) => {
  expect(written(subject, text)).toBe(subject);
});

test.each([
  ["No", "No, thank you."],
  ["No", "No"],
  ["👍", "👍 Thanks"],
  ["The lid of order 4711", "The lid of order 4711 is missing."],
  ["Order  4711", "order 4711: it is broken"],
])("%j is what %j says", (subject, text) => {
  expect(written(subject, text)).toBeNull();
});

test("words in brackets are a subject when there are no others", () => {
  expect(written("[Order 4711 is broken]")).toBe("[Order 4711 is broken]");
  expect(written("[EXTERNAL] [Order 4711 is broken]")).toBe("[EXTERNAL] [Order 4711 is broken]");
  expect(written("[Urgent]")).toBe("[Urgent]");
  for (const mark of ["[External]", "[EXT]", "[External Sender]", "[SPAM]", "[Extern] Re:", "Re: [External E-Mail]"])
    expect(written(mark)).toBeNull();
});

test("a subject that was made to take long does not", () => {
  const usedMs = startCpuTime();
  for (const unit of ["re:", "[", "[a]", "re ", "re[", " ", "r", "a: "]) written(`${unit.repeat(100_000)}x`);
  expect(usedMs()).toBeLessThan(1_500);
});
