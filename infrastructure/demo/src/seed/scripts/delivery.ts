import { type Script, script } from "./script.ts";

export const deliveryScripts: readonly Script[] = [
  script(
    { subject: "Parcel stuck for three days", tags: ["delivery"], status: "closed", agent: "ana" },
    `
c: Hi! My parcel has been "in transit" since Monday. Order AC-20418.
a: Hello Marta, let me look at AC-20418. One moment.
a: It has been in the depot in Reading since Tuesday evening. They scanned it as "address unclear".
c: Oh. We moved in spring, maybe the flat number is missing?
a: It is: the label says 14 Mill Lane, without a flat.
c: 14 Mill Lane, Flat 3B.
a: Thank you, I have sent them the full address. It goes on the van tomorrow, before 1 pm.
n: Depot ticket 88121. If there is no scan by noon tomorrow, call them again.
c: Brilliant, thanks for being so quick!
a: Gladly. I have also corrected the address in your account, so that it does not happen again.
c: It just arrived :) Lovely jacket.
`,
  ),
  script(
    {
      subject: "Can I still change the delivery address?",
      tags: ["delivery"],
      status: "closed",
      agent: "sam",
      customer: "James Whitfield",
    },
    `
c: Hello, I ordered a tent this morning (AC-20533) but I am away next week. Can it go to my office instead?
a: Hi James, yes, it has not been packed yet. What is the office address?
c: Whitfield & Sons, 2 Quay Street, Bristol BS1 4DJ
a: Done. You will get a new confirmation in a minute. Delivery is still Thursday.
c: Got it. Perfect.
`,
  ),
  script(
    { subject: "Delivered, but not to me", tags: ["delivery", "lost"], priority: "high", status: "open", agent: "ana" },
    `
c: Tracking says "delivered, signed by neighbour" but none of my neighbours has it.
a: I am sorry, that is annoying. Which order is it?
c: AC-20790, the two sleeping bags
a: Thank you. The driver's note says number 27. Is that next door?
c: I am in 72! There is no way that is next to me
a: Then he has swapped the digits. I have asked the courier to collect it there and bring it to you.
n: Courier case C-5512 opened. If not found by Friday: resend from stock, we have 9 left.
c: When will that be? We are leaving on Saturday morning.
a: They must answer by Friday noon. If they cannot find it I will send two new bags by express that same afternoon, so you have them before you leave.
c: OK. Please do not forget me.
a: I will not: I have put a reminder on Friday, 12:00, and you will hear from me either way.
c: Any news yet?
`,
  ),
  script(
    {
      subject: "Do you ship to Norway?",
      tags: ["delivery", "pre-sale"],
      status: "closed",
      agent: "ana",
      customer: "Ingrid Solberg",
    },
    `
c: Hi, do you deliver to Norway, and what about customs?
a: Hei Ingrid! Yes: 4 to 6 working days, 14 euros. Duties are included in the price you see, so there is nothing to pay at the door.
c: Super. And returns?
a: The same label works for the way back, within 30 days.
c: Takk!
`,
  ),
  script(
    { subject: "Express order still not sent", tags: ["delivery"], priority: "high", status: "queued" },
    `
c: I paid for express yesterday at 10 in the morning and the order (AC-21077) still says "processing".
c: I need the crampons on Friday, is this going to work?
`,
  ),
  script(
    { subject: "One box of two arrived", tags: ["delivery"], status: "closed", agent: "sam", customer: "Daniel Osei" },
    `
c: Order AC-20611 came today but only one box, the poles are missing
a: Hi Daniel. The poles travel in a box of their own because they are long. Tracking says it arrives tomorrow.
c: ahh ok. the mail did not say that
a: You are right, and it should. I have passed that on to the people who write our mails.
c: cheers
`,
  ),
  script(
    { subject: "Pick up in the shop", tags: ["delivery"], status: "closed", agent: "olivia" },
    `
c: Can I collect an online order in the Manchester shop?
a: Yes, choose "collect" at the checkout. It is usually there within two hours while the shop is open.
c: And how long do you keep it?
a: Seven days. After that we send the money back automatically.
c: thanks, ordering now
`,
  ),
  script(
    { subject: "Wrong parcel", tags: ["delivery", "exchange"], status: "open", agent: "sam" },
    `
c: Bonjour, I received a blue backpack for a Mr Clarke. I ordered a stove.
a: I am sorry! The two labels were swapped in our warehouse. Your stove is with Mr Clarke in Leeds.
c: Ha. And now?
a: We send you a new stove today, so that you do not have to wait. For the backpack you will get a return label by mail; the courier can collect it at your door.
c: Friday afternoon would be possible, after 15:00
a: I have booked Friday, 15:00 to 18:00. You need not print anything, he brings the label.
c: Perfect, merci beaucoup
n: Mr Clarke has written too. Same answer, his backpack is on the way again.
`,
  ),
];
