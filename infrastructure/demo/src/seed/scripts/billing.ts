import { type Script, script } from "./script.ts";

export const billingScripts: readonly Script[] = [
  script(
    {
      subject: "Invoice with company name",
      tags: ["invoice"],
      status: "closed",
      agent: "ana",
      customer: "Peter van Dijk",
    },
    `
c: Could you put our company on the invoice for AC-20377? Van Dijk Tuinen B.V., VAT NL8123.45.678.B01
a: Hello Peter, done. The corrected invoice is in your mailbox; it replaces the first one.
c: Fast! Dank je
`,
  ),
  script(
    { subject: "Discount code refused", tags: ["discount"], status: "closed", agent: "ana", customer: "Sofia Rossi" },
    `
c: The code AUTUMN15 from your newsletter says "not valid"
a: Hi Sofia! AUTUMN15 works from 60 euros on, and the rope in your basket is excluded because it is already reduced.
c: Without the rope I am at 58. Hmm
a: You are a regular customer, so let me be nice: I have made AUTUMN15-SOFIA for you, without the minimum. It works once, until Sunday.
c: That is so kind, grazie!
`,
  ),
  script(
    {
      subject: "Charged twice",
      tags: ["payment"],
      priority: "urgent",
      status: "open",
      agent: "sam",
      customer: "Ben Carter",
    },
    `
c: You have charged my card TWICE for the same order. 2 x 249.00. AC-20951.
a: Hello Ben, let me check that at once.
a: I see one payment and one reservation. The first attempt was interrupted, the bank holds that amount for a while but we never collected it.
c: so when do I get it back? that is my rent money
a: We have told the bank to release it now. Many do it within hours, some need up to three working days. I cannot speed up the bank, but here is the reference you can give them: 7741-RV-0093.
n: Released with the payment provider at 14:12. Asked for a written confirmation for the customer.
c: Calling them now.
c: They say they see your release but it takes until Thursday.
a: Thank you for telling me. I am staying on this and will write on Thursday morning to ask whether it arrived.
`,
  ),
  script(
    { subject: "Gift card balance", tags: ["payment"], status: "closed", agent: "olivia" },
    `
c: How can I see what is left on a gift card?
a: In the basket, under "gift card": enter the number and the balance appears before anything is paid.
c: found it, 32.50 left. thx
`,
  ),
  script(
    { subject: "Pay on invoice?", tags: ["payment", "pre-sale"], status: "closed", agent: "ana" },
    `
c: We are a school and would like to buy 24 headlamps on invoice. Is that possible?
a: It is, from 250 euros on. I need the school's address and a name for the invoice.
c: Scoil Bhríde, Main Street, Kilcullen. Aoife Brennan.
a: And from 20 pieces on there are 10 % off. I will send you an offer in a moment.
c: That is great news for our budget!
a: The offer is in your mailbox. Answering "yes" is enough.
c: Just did. Thank you Ana
`,
  ),
  script(
    { subject: "Price dropped a day after I bought", tags: ["discount"], status: "closed", agent: "sam" },
    `
c: I bought the Trail 55 backpack on Sunday for 169, today it is 129. That stings.
a: I understand! Within 7 days we match our own price: 40 euros are on their way back to your card.
c: Wow, I did not expect that. Thank you!
`,
  ),
  script(
    { subject: "Missing invoice for the tax office", tags: ["invoice"], status: "queued" },
    `
c: Hello, I need the invoices of all my orders of this year for my tax return. In the account I only find the last three.
`,
  ),
  script(
    { subject: "Cancel an order", tags: ["payment"], status: "closed", agent: "ana" },
    `
c: I ordered the same thing twice by accident, can you cancel AC-20822 please? Keep AC-20821.
a: Done, AC-20822 is cancelled and nothing will be charged for it.
c: phew, thank you
`,
  ),
];
