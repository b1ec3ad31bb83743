import { type Script, script } from "./script.ts";

export const returnScripts: readonly Script[] = [
  script(
    { subject: "Boots too small", tags: ["returns", "size"], status: "closed", agent: "ana", customer: "Priya Raman" },
    `
c: The Ridge boots in 42 are too tight at the toes. Can I swap for 43?
a: Of course, Priya. Have you worn them outside?
c: Only in the living room
a: Then it is a free exchange. 43 is in stock; I have put one aside for you for seven days.
a: Here is the label: it is in the mail I have just sent. Put the boots in their box, any parcel shop takes it.
c: Do I have to wait until you have them back?
a: No, the new pair leaves as soon as the parcel shop has scanned the old one.
c: That is really nice. Dropping it off tonight.
c: 43 fits perfectly, thank you Ana!
`,
  ),
  script(
    { subject: "Return without the box?", tags: ["returns"], status: "closed", agent: "sam" },
    `
c: I threw away the shoe box. Can I still send the shoes back?
a: Yes, any sturdy box will do. Please stuff the shoes with paper so that they keep their shape.
c: ok great
`,
  ),
  script(
    {
      subject: "Where is my refund?",
      tags: ["returns", "refund"],
      priority: "high",
      status: "open",
      agent: "olivia",
      customer: "Rachel Goldberg",
    },
    `
c: I sent back a jacket on the 2nd. It is now almost three weeks and no money.
a: Hello Rachel, that is too long, I am sorry. May I have the return number? It starts with R.
c: R-7731
a: It reached our warehouse on the 6th and was checked on the 8th. The refund of 189.00 went to the card ending in 4410.
c: That card was cancelled in October. I have a new one.
a: That explains it: the bank sent the money back to us yesterday, I can see it here. Where shall it go?
n: Bank return ref 5530-19. Accounting needs the IBAN by mail, never in the chat.
c: Can I just give you the new card number?
a: Please do not, a chat is no place for card numbers. I have sent you a link to a form where you can enter an account; it works for 24 hours.
c: Filled it in
a: Thank you. Accounting pays out every day at 16:00, so you should see it tomorrow or the day after.
c: Hope so. I will be back if not!
`,
  ),
  script(
    {
      subject: "Which size for 188 cm?",
      tags: ["size", "pre-sale"],
      status: "closed",
      agent: "ana",
      customer: "Wei Zhang",
    },
    `
c: Hi, I am 188 cm and 84 kg, L or XL for the Fjell shell jacket?
a: Hi Wei! Fjell is cut generously. With one fleece below: L. If you wear a down jacket under it: XL.
c: Only a fleece. Sleeve length?
a: 67 cm in L, measured from the shoulder seam. For 188 cm that ends just at the wrist.
c: L it is. Thanks
`,
  ),
  script(
    { subject: "Bought as a present", tags: ["returns"], status: "closed", agent: "olivia" },
    `
c: I bought a headlamp for my father's birthday in January. How long can he return it?
a: Normally 30 days, but everything bought from 15 November on can be returned until 31 January.
c: Even better. He does not need the invoice for that?
a: The order number is enough: it is on the gift note too, without the price.
c: Perfect
`,
  ),
  script(
    { subject: "Children's sizes", tags: ["size", "pre-sale"], status: "closed", agent: "ana" },
    `
c: My daughter is 6 and 118 cm. Would the kids' rain set in 116 fit or is it too small already?
a: For 118 I would take 122: the trousers have braces and can be made shorter by up to 6 cm, so it fits for two winters.
c: clever. 122 then
a: A tip: the red one has reflectors all around.
c: Red is her favourite anyway :D
`,
  ),
  script(
    { subject: "Return label does not work", tags: ["returns"], status: "queued" },
    `
c: The parcel shop says the QR code of my return label has expired, but I only got it on Monday?
`,
  ),
  script(
    { subject: "Tent with a hole", tags: ["returns", "warranty"], priority: "high", status: "closed", agent: "sam" },
    `
c: First night out with the Nomad 2 and there is a hole in the fly sheet, about 2 cm, next to a seam.
c: It rained. I am not amused.
a: I can imagine, and I am sorry about your night. That must not happen with a new tent.
a: You can choose: a new tent at once, or your money back. Either way we collect the old one.
c: New tent please. But one that somebody has looked at!
a: I will have it pitched in the warehouse and send you a photo before it leaves.
n: Seam next to the vent, third case of this batch (NM2-0931). Quality is told.
a: Here it is, standing dry in the test shower. It will be with you on Wednesday.
c: OK that is service. Thank you Sam.
`,
  ),
];
