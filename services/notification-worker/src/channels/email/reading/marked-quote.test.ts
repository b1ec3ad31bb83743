import { describe, expect, test } from "vitest";
import { quotableText } from "./quotable-text.ts";
import { splitMail } from "./split-mail.ts";
import { textOfHtml } from "./text-of-html.ts";

const ours = [
  "When shall we deliver? Which door?",
  "Is there a lift in the house?",
  "Which size?\nM\nL",
  "Is there a lift in the house?\nThanks!\nOlivia",
  "Okay",
];
const known = quotableText(ours, ["The agent", "Acme Support", "n@chorus.example"], {
  texts: ["My kettle leaks at the lid", "Yes"],
  names: ["Cara"],
});
const WROTE = [
  ["English", "On Sat, 28 Nov 2026 at 18:12, The agent <n@chorus.example> wrote:"],
  ["German", "Am Sa., 28. Nov. 2026 um 18:12 Uhr schrieb The agent <n@chorus.example>:"],
  ["Spanish", "El sáb, 28 nov 2026 a las 18:12, The agent (<n@chorus.example>) escribió:"],
  ["Arabic", "في السبت، 28 نوفمبر 2026 في 6:12 م تمت كتابة ما يلي بواسطة The agent <n@chorus.example>:"],
  ["Outlook", "From: The agent <n@chorus.example>\nSent: Saturday, 28 November 2026 18:12\nTo: c@e.test\nSubject: Hm"],
  ["nothing", ""],
] as const;
/** Answers below each of our lines, as somebody types them. */
const ANSWERS = [
  ["English", "On Friday, at the back door.", "No, but the stairs are wide."],
  ["German", "Am Freitag, Hintertür.", "Nein, aber die Treppe ist breit."],
  ["Spanish", "El viernes, por la puerta de atrás.", "No, pero la escalera es ancha."],
  ["Arabic", "يوم الجمعة من الباب الخلفي.", "لا يوجد مصعد."],
  ["one word", "Friday", "No"],
  ["words said before, by both", "Yes", "Okay"],
  ["signs", "👍", "?"],
] as const;
const squeezed = (text: string) => text.replaceAll(/\n+/g, "\n");

describe.each(WROTE)("answers inside a marked quote below an introduction (%s)", (_, wrote) => {
  describe.each(ANSWERS)("%s", (__, first, second) => {
    test.each([
      ["below each part", `> ${ours[0]}\n\n${first}\n\n> ${ours[1]}\n\n${second}`],
      ["below each part, without blanks", `> ${ours[0]}\n${first}\n> ${ours[1]}\n${second}`],
      ["above a last line that is ours", `> ${ours[0]}\n${first}\n> ${ours[1]}\n${second}\n> Okay`],
      ["between blank marked lines", `> ${ours[0]}\n> \n${first}\n> \n> ${ours[1]}\n>\n${second}`],
      [
        "broken quotes",
        `> When shall we deliver? Which\n> door?\n${first}\n> Is there a lift in the\n> house?\n${second}`,
      ],
      ["two marks", `>> ${ours[0]}\n\n${first}\n\n>> ${ours[1]}\n\n${second}`],
    ])("unmarked: %s", (___, below) => {
      const { reply, quoted } = splitMail(`${wrote}\n${below}`, known);
      expect(squeezed(reply)).toBe(`${first}\n${second}`);
      expect(quoted).toContain("Is there a lift");
      expect(squeezed(splitMail(`Hello,\n\n${wrote}\n\n${below}\n\nBye`, known).reply)).toBe(
        `Hello,\n${first}\n${second}\nBye`,
      );
    });
  });

  test.each(ANSWERS.slice(0, 5))("marked as the lines beside them: %s", (__, first, second) => {
    for (const below of [
      `> ${ours[0]}\n> \n> ${first}\n> \n> ${ours[1]}\n> \n> ${second}`,
      `> ${ours[0]}\n> ${first}\n> ${ours[1]}\n> ${second}`,
      `> When shall we deliver? Which\n> door?\n> ${first}\n> Is there a lift in the\n> house?\n> ${second}`,
      `> ${ours[0]}\n> ${first}\n> ${ours[1]}\n> ${second}\n>\n> Thanks!\n> Olivia`,
      `>> ${ours[0]}\n> ${first}\n>> ${ours[1]}\n> ${second}`,
    ]) {
      const { reply, quoted } = splitMail(`${wrote}\n${below}`, known);
      expect(squeezed(reply)).toBe(`${first}\n${second}`);
      expect(quoted).toMatch(/> When shall we deliver[^]*> Is there a lift/);
    }
  });
});

describe("HTML", () => {
  const split = async (html: string) => splitMail(await textOfHtml(html), known);
  const gmail = `<div dir="ltr" class="gmail_attr">Am Sa., 28. Nov. 2026 um 18:12 Uhr schrieb The agent &lt;<a href="mailto:n@chorus.example">n@chorus.example</a>&gt;:<br></div>`;
  const quoteOf = (inner: string) =>
    `<blockquote class="gmail_quote" style="border-left:1px solid">${inner}</blockquote>`;

  test.each([
    [
      "Gmail, between its quotes",
      `<div class="gmail_quote">${gmail}${quoteOf(`<p>${ours[0]}</p>`)}<div>Friday, back door.</div>${quoteOf(`<p>${ours[1]}</p>`)}<div>No.</div></div>`,
    ],
    [
      "Gmail, inside its quote",
      `<div class="gmail_quote">${gmail}${quoteOf(`<div><p>${ours[0]}</p><div>Friday, back door.</div><p>${ours[1]}</p><p>No.</p></div>`)}</div>`,
    ],
    [
      "Apple Mail, inside its quote, which holds the introduction",
      `<div><blockquote type="cite"><div>On Nov 28, 2026, at 6:12 PM, The agent &lt;n@chorus.example&gt; wrote:</div><br><div><div>${ours[0]}</div><div><br></div><div>Friday, back door.</div><br><div>${ours[1]}</div><div>No.</div></div></blockquote></div>`,
    ],
    [
      "Apple Mail, between its quotes",
      `<blockquote type="cite"><div>On Nov 28, 2026, at 6:12 PM, The agent &lt;n@chorus.example&gt; wrote:</div><div>${ours[0]}</div></blockquote><div>Friday, back door.</div><blockquote type="cite">${ours[1]}</blockquote>No.`,
    ],
    [
      "another colour",
      `<div class="moz-cite-prefix">On 28.11.26 18:12, The agent wrote:</div><blockquote type="cite"><p>${ours[0]}<br><font color="#c00000">Friday, back door.</font></p><p>${ours[1]}<br><span style="color:red">No.</span></p></blockquote>`,
    ],
    [
      "Outlook, below its header lines",
      `<div style="border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> The agent &lt;n@chorus.example&gt;<br><b>Sent:</b> Saturday, November 28, 2026 6:12 PM<br><b>To:</b> c@e.test<br><b>Subject:</b> Hm</p></div><p>${ours[0]}</p><p style="color:#1F497D">Friday, back door.</p><p>${ours[1]}</p><p style="color:#1F497D">No.</p>`,
    ],
    [
      "Outlook, in a quote of its own",
      `<p>From: The agent &lt;n@chorus.example&gt;<br>Sent: Saturday, November 28, 2026 6:12 PM<br>To: c@e.test<br>Subject: Hm</p><blockquote style="margin-left:.8ex"><p>${ours[0]}</p><p style="color:#1F497D">Friday, back door.</p><p>${ours[1]}</p><p style="color:#1F497D">No.</p></blockquote>`,
    ],
    [
      "nothing introduces them",
      `<blockquote><p>${ours[0]}</p></blockquote><p>Friday, back door.</p><blockquote><p>${ours[1]}</p><p>No.</p></blockquote>`,
    ],
  ])("%s", async (_, html) => {
    const { reply, quoted } = await split(html);
    expect(squeezed(reply)).toBe("Friday, back door.\nNo.");
    expect(quoted).toMatch(/When shall we deliver[^]*Is there a lift/);
    expect(squeezed((await split(`<p>Hello</p>${html}`)).reply)).toBe("Hello\nFriday, back door.\nNo.");
  });
});

describe("what only looks like an answer inside a quote", () => {
  const wrote = WROTE[0][1];
  test.each([
    ["what its author wrote before", `> ${ours[0]}\n> \n> My kettle leaks at the lid`],
    [
      "what was quoted there",
      `> ${ours[0]}\n> On 20.11.2026 18:12, Cara <c@e.test> wrote:\n>> Something older that nobody knows\n>> any more`,
    ],
    ["above what is ours", `> Something that a gateway puts above\n> ${ours[0]}`],
    ["rules", `> ${ours[0]}\n> --\n> ${ours[1]}\n> ____`],
    ["broken in the middle", `> When shall we\n> deliver? Which\n> door?\n> Okay`],
    ["nothing of it is known", "> Something\n> that nobody knows any more"],
  ])("%s", (_, below) => {
    expect(splitMail(`Thanks.\n\n${wrote}\n${below}`, known)).toEqual({
      reply: "Thanks.",
      quoted: `${wrote}\n${below.replaceAll(/ +$/gm, "")}`,
    });
  });

  test("where a short line alone tells that a quote is ours, its marks stay", () => {
    expect(splitMail(`${wrote}\n> Hm\n> Okay\n> What is this about the lift?`, known)).toEqual({
      reply: "> What is this about the lift?",
      quoted: `${wrote}\n> Hm\n> Okay`,
    });
  });
});

test.each([
  ["unmarked", "", "", "Friday, at the back", "No"],
  ["marked", "> ", "", "Friday, at the back", "No"],
  ["one character", "> ", "", "7", "5"],
  ["a link", "> ", "", "https://maps.test/1 is where", "No"],
  ["with a mark more", "> ", "\n>> ", ">> Friday, at the back", ">> No"],
])("an answer behind our line is one: %s", (_, mark, between, first, second) => {
  const [one, two] = [first, second].map((answer) => answer.replace(">> ", ""));
  const below = `${mark}${ours[0]}${between || " "}${one}\n${mark}${ours[1]}${between || " "}${two}`;
  for (const wrote of [WROTE[0][1], WROTE[4][1]]) {
    const { reply, quoted } = splitMail(`${wrote}\n\n${below}`, known);
    expect(reply).toBe(`${first}\n${second}`);
    expect(quoted).toMatch(/When shall we deliver[^]*\n(?:> )?Is there a lift/);
  }
});

test.each([
  ["one line of a list that we wrote", "> Which size?\nM", "M"],
  ["the same within the mark", "> Is there a lift in the house?\n> Which size?\nL", "L"],
  ["below a blank marked line", "> Is there a lift in the house?\n> \nOkay", "Okay"],
])("an answer is none of the quote above it: %s", (_, below, answer) => {
  expect(splitMail(`${WROTE[0][1]}\n${below}`, known).reply).toBe(answer);
});

describe("what we wrote and nobody knows any more, because it was edited or deleted since", () => {
  const texts = ["When shall we deliver?", "Just reply to this email."];
  const names = ["Ana", "Acme Support", "n@chorus.example"];
  const changed = quotableText(texts, names, undefined, true);
  const wrote = "On Sat, 28 Nov 2026 at 18:12, Ana <n@chorus.example> wrote:";
  const below = "> Ana:\n> When shall we deliver?\n> Your code is 4711-AB\n> Just reply to this email.";

  test.each([
    ["below its introduction", `${wrote}\n${below}`],
    ["with blank lines", `${wrote}\n\n${below.replaceAll("\n", "\n>\n")}`],
    ["marked with its introduction", `> ${wrote}\n>\n${below}`],
    ["below header lines", `From: Ana <n@chorus.example>\nSent: Saturday\nTo: c@e.test\nSubject: Hm\n\n${below}`],
    ["nothing introduces it", below],
  ])("stays quoted below an answer: %s", (_, quote) => {
    expect(splitMail(`Monday.\n\n${quote}`, changed)).toEqual({ reply: "Monday.", quoted: quote });
  });

  test.each([
    ["nothing above", "", ""],
    ["a greeting above", "Hello Ana,\n\n", ""],
    ["it is announced", "My answers are below:\n\n", ""],
    ["a signature above", "Sent from my iPhone\n\n", ""],
    ["a line above that says that the original message begins", "-----Original Message-----\n", ""],
    ["more below", "Monday.\n\n", "\n\nThank you."],
  ])("may be an answer: %s", (_, above, more) => {
    expect(splitMail(`${above}${wrote}\n${below}${more}`, changed).reply).toContain("Your code is 4711-AB");
  });

  test("an answer outside the marks, or marked otherwise, arrives", () => {
    const split = (text: string) => splitMail(`Hello.\n\n${wrote}\n${text}`, changed).reply;
    expect(split("> When shall we deliver?\nMonday\n> Just reply to this email.")).toBe("Hello.\n\nMonday");
    expect(split(">> When shall we deliver?\n> Monday\n>> Just reply to this email.")).toBe("Hello.\n\nMonday");
  });

  test("where all of ours is known it is an answer", () => {
    const complete = quotableText(texts, names);
    expect(splitMail(`Hello.\n\n${wrote}\n${below}`, complete).reply).toBe("Hello.\n\nYour code is 4711-AB");
  });
});
