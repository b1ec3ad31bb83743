import { describe, expect, test } from "vitest";
import { quotableText } from "./quotable-text.ts";
import { splitMail } from "./split-mail.ts";

describe("an answer below a quote that nothing marks, or between its lines", () => {
  const house = quotableText(
    ["When shall we deliver? Which door?", "Is there a lift in the house?", "Thanks!", "Okay"],
    ["The agent", "Acme Support", "n@chorus.example"],
    { texts: ["Yes", "Great", "When will it be delivered?", "Thanks!"], names: ["Cara"] },
  );
  const outlook =
    "-----Original Message-----\nFrom: The agent <n@chorus.example>\nSent: Saturday, 28 November 2026 18:12\nTo: c@e.test\nSubject: Hm\n\nWhen shall we deliver? Which door?";
  const wrote = "On 28/11/2026 18:12 The agent wrote:";
  test.each([
    [
      "words said before, by both",
      `${outlook}\n\nOn Friday at the back door.\n\nThanks!`,
      "On Friday at the back door.\n\nThanks!",
    ],
    ["words said before, by its author", `${outlook}\n\nOn Friday.\n\nGreat`, "On Friday.\n\nGreat"],
    ["a question asked before", `${outlook}\n\nWhen will it be delivered?`, "When will it be delivered?"],
    ["one word", `${outlook}\n\nYes`, "Yes"],
    ["below a marked line, without a blank", `${wrote}\n> Is there a lift in the house?\nYes`, "Yes"],
    ["the same word of ours", `${wrote}\n> Is there a lift in the house?\nOkay`, "Okay"],
    [
      "between marked lines, without a blank",
      `${wrote}\n> When shall we deliver? Which door?\nFriday, back door\n> Is there a lift in the house?\nYes\nThanks!`,
      "Friday, back door\nYes\nThanks!",
    ],
    [
      "between unmarked lines",
      `${wrote}\nWhen shall we deliver? Which door?\nOn Friday, at the back door.\nIs there a lift in the house?\nOnly a small one.`,
      "On Friday, at the back door.\nOnly a small one.",
    ],
    [
      "with a time",
      `${outlook}\n\nDoor, 18:30\nFriday: 18:00\nIs there a lift in the house?\nNo, 2:30`,
      "Door, 18:30\nFriday: 18:00\nNo, 2:30",
    ],
    [
      "between unmarked lines, with blanks",
      `${outlook}\n\nOn Friday.\n\nIs there a lift in the house?\n\nYes\n\nBye`,
      "On Friday.\n\nYes\n\nBye",
    ],
  ])("%s", (_, text, expected) => {
    expect(splitMail(text, house).reply).toBe(expected);
    expect(splitMail(`Hello,\n\n${text}`, house).reply.replaceAll("\n", "")).toBe(
      `Hello,${expected}`.replaceAll("\n", ""),
    );
  });

  test.each([
    ["broken lines", `${outlook.replace("deliver? ", "deliver?\n")}\n\nOkay\n\nIs there a lift in the\nhouse?`],
    ["marked lines that were broken", `${wrote}\n> Is there a lift in the\nhouse?\n> Okay`],
    ["our names above what we wrote", `${outlook}\n\nThe agent\n\nIs there a lift in the house?`],
    [
      "our links, as programs write them",
      `${outlook}\n\nIs there a lift in the house?<https://x.test/1> (https://y.test/2)`,
    ],
    [
      "two mails",
      `${outlook}\n\n${outlook.replace("When shall we deliver? Which door?", "Is there a lift in the house?")}`,
    ],
  ])("nothing was written: %s", (_, text) => {
    expect(splitMail(text, house).reply).toBe("");
  });
});
