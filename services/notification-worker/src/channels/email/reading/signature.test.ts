import { describe, expect, test } from "vitest";
import { quotableText } from "./quotable-text.ts";
import { splitMail } from "./split-mail.ts";
import { textOfHtml } from "./text-of-html.ts";

const known = quotableText(["Does it fit?"], ["Olivia"]);
const SIGNATURE = "-- \nCara Diaz\nSales, Diaz & Sons\n+1 555 0100";

describe("what is written below a signature", () => {
  test.each([
    "PS: Please send the lid, too.",
    "P.S. Please send the lid, too.",
    "PS Und den Deckel bitte auch",
    "P. S.: den Deckel auch",
    "P.D. La tapa también",
    "Nachtrag: den Deckel auch",
    "NB: the lid, too",
    "ملاحظة: أرسلوا الغطاء أيضاً",
    "Please send the lid, too.",
    "And when will it arrive?",
    "¿Cuándo llegará el paquete?",
    "هل يمكنكم إرسال الغطاء أيضاً؟",
    "One more thing:\nthe lid is missing, too.",
  ])("%s", (below) => {
    expect(splitMail(`Thanks.\n${SIGNATURE}\n\n${below}`, known)).toEqual({
      reply: `Thanks.\n\n${below}`,
      quoted: SIGNATURE.replace("-- ", "--"),
    });
    expect(
      splitMail(`Thanks.\n${SIGNATURE}\n\n${below}\n\nOn 28.11.2026, Olivia wrote:\n> Does it fit?`, known).reply,
    ).toBe(`Thanks.\n\n${below}`);
  });

  test("a postscript needs no blank line above it", () => {
    expect(splitMail("Thanks.\n-- \nCara\nPS: and the lid", known).reply).toBe("Thanks.\nPS: and the lid");
  });

  test("whatever it is, where a program has tagged the signature", async () => {
    const html = '<p>Thanks.</p><div class="gmail_signature"><div>Cara</div><div>Is it you?</div></div><p>the lid</p>';
    expect(splitMail(await textOfHtml(html), known)).toEqual({
      reply: "Thanks.\n\nthe lid",
      quoted: "--\nCara\nIs it you?",
    });
  });
});

test.each([
  `${SIGNATURE}\n\nMain Street 6\n12345 Springfield`,
  `${SIGNATURE}\n\nPD Dr. Ana Diaz`,
  `${SIGNATURE}\nDiaz & Sons, PS Logistics`,
  `${SIGNATURE}\n\nThis e-mail is confidential and meant only for its intended recipient.`,
  `${SIGNATURE}\n\nDiese E-Mail ist vertraulich.\nWenn Sie sie irrtümlich erhalten haben, löschen Sie sie bitte.`,
  `${SIGNATURE}\n\nGeschäftsführerin: Ana Diaz, Amtsgericht Ulm, HRB 4711.`,
  `${SIGNATURE}\n\nAntes de imprimir este mensaje, piense en el medio ambiente.`,
  "-- \n\nCara",
])("nothing but a signature: %s", (signature) => {
  expect(splitMail(`Thanks.\n${signature}`, known)).toEqual({
    reply: "Thanks.",
    quoted: signature.replace("-- ", "--"),
  });
});
