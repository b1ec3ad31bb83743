import { type Script, script } from "./script.ts";

export const productScripts: readonly Script[] = [
  script(
    { subject: "Zip broken after one year", tags: ["warranty"], status: "closed", agent: "sam" },
    `
c: The main zip of my Fjell jacket came off. I bought it 14 months ago. Is that covered?
a: It is: zips have three years. Would you like a repair or a new jacket in the same colour?
c: Repair is fine, I like the jacket. How long does it take?
a: About ten days. The workshop also renews the coating at no charge while it is there.
c: Nice. How do I send it?
a: Label is in your mailbox. Please wash it first, or the workshop must send it back unrepaired.
c: Will do
c: Got it back today, like new. Thanks!
`,
  ),
  script(
    { subject: "Stove: which gas?", tags: ["product"], status: "closed", agent: "ana" },
    `
c: Does the Ember stove take the cartridges with the thread or the ones you click on?
a: The ones with a thread (EN 417), of any brand.
c: Also in winter?
a: Down to about -5 degrees with a winter mix. Below that the stand with the preheating tube helps, it is 12 euros.
c: I will stay at home then ;) thanks
`,
  ),
  script(
    { subject: "Waterproof or water-repellent?", tags: ["product", "pre-sale"], status: "closed", agent: "sam" },
    `
c: What is the difference between the Drizzle and the Fjell jacket? Both say "rain".
a: Drizzle keeps a shower off for half an hour and packs as small as an apple. Fjell has taped seams and keeps you dry all day.
c: For cycling to work?
a: Drizzle, unless you ride more than half an hour. It breathes better.
c: 20 minutes. Great advice, thanks.
`,
  ),
  script(
    { subject: "Sleeping pad loses air", tags: ["warranty"], status: "open", agent: "ana" },
    `
c: My Cloud 9 pad is flat every morning. I cannot hear or see a hole.
a: Let us find it. Blow it up hard, lay it into the bath and press: bubbles show the place.
c: Done. Bubbles come out of the valve itself, only a few.
a: Then it is the seal of the valve. I can send you a new one, it is changed in a minute without tools. Or we change the whole pad.
c: The seal is enough, I like repairing things
a: It is in the post. There is a short film on how to do it: on our site search for "valve seal".
c: Seal came today, changed it, will test tonight.
`,
  ),
  script(
    { subject: "Is the wool from mulesed sheep?", tags: ["product"], status: "closed", agent: "olivia" },
    `
c: Where does the wool of your base layers come from? I do not buy mulesed wool.
a: From two farms in Patagonia and one in New Zealand, all certified mulesing-free (RWS). The certificate number is printed on the label inside.
c: Thank you for the precise answer, rare these days.
`,
  ),
  script(
    { subject: "Poles: carbon or aluminium", tags: ["product", "pre-sale"], status: "closed", agent: "ana" },
    `
c: For a hut tour in the Alps: carbon or aluminium trekking poles?
a: Aluminium: it bends before it breaks, and you can bend it back. Carbon saves 80 g a pair.
c: Makes sense. Do you have the ones with cork grips?
a: Yes, the Arete. And spare tips, which I would take along.
c: Ordered both.
`,
  ),
  script(
    { subject: "You people are useless", tags: ["complaint"], priority: "high", status: "closed", agent: "sam" },
    `
c: Are you kidding me? THIRD time I write. Nobody answers my mails. Your shop is a joke.
a: I am sorry that you had to write three times. I am Sam, and I am answering now. What is it about?
c: What is it about?? Maybe READ what I wrote. The rucksack. The strap. Torn. On day two.
a: I have found your mails, from 3, 6 and 9 November. They went to a mailbox that was closed in October, which is our mistake and not yours.
c: so nobody reads that and you keep printing it on the invoices. great. clowns
a: You are right about the invoice. It is being corrected today.
a: For the rucksack: a new one leaves this afternoon by express, and you keep the old one, cut off what you like from it.
n: Polite but firm, please. He has a reason to be angry. Goodwill up to 30 euros approved by Olivia.
c: And what about my weekend? That was ruined.
a: I cannot give you the weekend back. I can give you back the express fee of the first order and 20 euros for your next one. Would that be all right?
c: ...
c: Fine. At least somebody reads this.
a: Here is my direct link to this chat. If the new one is not with you by Thursday noon, write here and you will reach me.
c: It came. Strap looks solid. Sorry for the clowns.
a: Forgiven and forgotten. Enjoy it outside!
`,
  ),
  script(
    { subject: "Restock of the green Nomad", tags: ["product"], status: "closed", agent: "ana" },
    `
c: When does the Nomad 2 in green come back?
a: In the second week of December. Shall I write to you when it is there?
c: yes please!
a: Noted. You will be the first to know.
`,
  ),
  script(
    { subject: "Can I wash the down jacket?", tags: ["product"], status: "queued" },
    `
c: hi, can the down jacket go into the washing machine or will it clump?
`,
  ),
  script(
    { subject: "Headlamp blinks red", tags: ["warranty"], status: "open", agent: "olivia" },
    `
c: The headlamp blinks red three times and goes off. Batteries are new.
a: Three times red means it is locked for travel. Press the button for five seconds.
c: ...
c: I feel stupid. It works.
a: Please do not: we get this one every week. The manual hides it on page 9.
c: Then one more question: can it run on rechargeable ones?
`,
  ),
  script(
    { subject: "Allergic reaction to insoles", tags: ["product", "health"], priority: "urgent", status: "queued" },
    `
c: My son has a rash after wearing the insoles from the kids' boots. What are they made of? Our doctor asks for the materials.
`,
  ),
];
