import { expect, test } from "vitest";
import { isCommitment, isOwnCommitment } from "@chorus/meaning/text/commitments";
import { signalsOf } from "./sentence-signals.ts";
import { summarise } from "./summarise.ts";

test.each([
  "We will refund the shipping fee for order 4711.",
  "I'll call you tomorrow at 9.",
  "We will deliver on 4 May.",
  "You will get a new lid by Friday.",
  "We will send you a new one at no extra cost, no later than Friday.",
  "I am not sure why it broke, but we will replace it.",
  "We will not only refund it, we will send a new one.",
  "I will check if the lid is in stock and call you.",
  "We will make sure that this does not happen again.",
  "As I said, we will send it today.",
  "Ich werde Ihnen morgen ein neues Gerät schicken.",
  "Wir erstatten die Gebühr nicht nur, wir schicken auch Ersatz.",
  "Das Paket wird am Freitag geliefert, kein Problem.",
  "Ich prüfe, ob der Deckel da ist.",
  "Le devolveremos el importe mañana.",
  "You will have to wait a day, then we will send the new one.",
  "I'll be happy to help, and I'll send you a label.",
  "It will be fine: we will refund you today.",
  "Ich gebe zu, das war unser Fehler, und wir schicken Ersatz.",
  "Tendrá que esperar un día, pero le enviaremos otra.",
  "Voy a enviarle una tetera nueva.",
  "Mañana te llamaremos.",
  "Your parcel will arrive tomorrow, no doubt.",
  "We'll replace it, no questions asked.",
  "We will send it as soon as possible.",
  "We will call you at once.",
  "I'll let you know when it ships.",
  "I will call you once I have checked.",
  "Ich gebe Ihnen Bescheid, sobald es da ist.",
  "Wir schicken Ihnen Ersatz, es entstehen keinerlei Kosten.",
  "No se preocupe, que le enviaremos otra mañana.",
  "En cuanto a su pedido, le enviaremos otro mañana.",
  "There is no doubt that we will refund it.",
  "We will refund it after the weekend.",
  "We will cancel your order 4711 today.",
  "We will send you the following items tomorrow.",
  "I'm sending you the replacement today.",
  "We are refunding the full amount.",
])("%s: promised", (sentence) => {
  expect(isCommitment(sentence)).toBe(true);
});

test.each([
  "We will not be able to refund the shipping fee for order 4711.",
  "You will get a refund only if the lid does not help.",
  "We won't send another one.",
  "We are refunding you only if it comes back.",
  "Are we refunding this?",
  "We won’t refund it.",
  "We will never ship to Iceland.",
  "I will be unable to call you today.",
  "We will no longer deliver this model.",
  "Unfortunately we will have to decline the refund.",
  "We will send it unless you cancel.",
  "Will we get the money back?",
  "I'll call you tomorrow?",
  "We would send it today.",
  "We will possibly deliver on Monday.",
  "The courier said he will deliver it today.",
  "Your colleague promised that we will get a refund.",
  "According to the shop you will receive it.",
  "I was told we will get it.",
  "We wont refund you for the lid, we will keep the 40 EUR.",
  "We will cancel your refund for 4711.",
  "We will refund you for order 4711, but only with the receipt.",
  "Bei Rücksendung erstatten wir Ihnen den vollen Betrag für 4711.",
  "Sie bekommen ggf. auch einen neuen Deckel.",
  "Send it back and we will refund you.",
  "We will refund you where the seal is unbroken.",
  "We will refund it, contingent on inspection.",
  "Were it broken, we will replace it.",
  "We will fail to deliver today.",
  "It seems that you will get it on Monday.",
  "Ist der Deckel kaputt, schicken wir Ersatz.",
  "Im Falle eines Defekts schicken wir Ersatz.",
  "Wir erstatten den Betrag, es sei denn, der Deckel fehlt.",
  "Wir erstatten den Betrag nur gegen Rechnung.",
  "Sie erhalten evtl. ein neues Gerät.",
  "Schicken Sie ihn zurück, dann erstatten wir den Betrag.",
  "A lo mejor le enviaremos otra.",
  "Con suerte le enviaremos otra mañana.",
  "My neighbour thinks you will send a new one.",
  "Who will send it to me, I wonder.",
  "Mein Nachbar glaubt, Sie werden ein neues schicken.",
  "Mi vecino cree que recibirá otra.",
  "If you send a photo, we will refund you.",
  "Nobody will call you.",
  "Wir werden die Versandkosten nicht erstatten.",
  "Wir erstatten keine Versandkosten.",
  "Leider werden wir das ablehnen.",
  "Sie erhalten das Geld, wenn der Deckel nicht hilft.",
  "Falls es kaputt ist, schicken wir Ersatz.",
  "Der Fahrer sagte, es wird heute geliefert.",
  "Wir melden uns vielleicht morgen.",
  "Werden Sie mich anrufen?",
  "Sie werden niemals angerufen.",
  "No le devolveremos el importe.",
  "Lamentablemente no vamos a enviar otra.",
  "Le devolveremos el importe si la tapa no sirve.",
  "¿Me llamaremos mañana?",
  "Nunca enviaremos a Islandia.",
  "El mensajero dijo que llegará y que recibirá el paquete.",
  "You will have to pay for the return.",
  "You'll need to send a photo first.",
  "We'll see.",
  "I'll be honest, the lid was my fault.",
  "You should see a button at the top.",
  "That will be expensive.",
  "You will be charged again next month.",
  "Ich gebe zu, der Deckel war schon offen.",
  "Ich komme aus Berlin.",
  "Ich komme damit nicht weiter.",
  "Ich mache mir Sorgen um die Lieferung.",
  "Ich werde langsam ungeduldig.",
  "Sie werden sehen, dass der Knopf rot ist.",
  "Tendremos que esperar.",
  "Vamos a ver.",
  "سنرسل لك الطلب غدا",
  "返金します。",
  "You will get a refund once you send the kettle back.",
  "We will refund you when the parcel is back with us.",
  "We will refund you as soon as it arrives.",
  "We will refund you after we receive it.",
  "You will get a refund only after inspection.",
  "Assuming the lid is broken, we will replace it.",
  "It is unlikely that we will refund it.",
  "I doubt that we will send a new one.",
  "I do not think that we will refund it.",
  "We will try to ship it tomorrow.",
  "You will receive zero refund.",
  "Wir werden das keinesfalls erstatten.",
  "Wir werden das keineswegs ersetzen.",
  "Wir werden das auf keinen Fall erstatten.",
  "Sie werden keinerlei Erstattung erhalten.",
  "Wir schicken mitnichten Ersatz.",
  "Wir erstatten, sobald die Ware bei uns ist.",
  "Wir erstatten nach Erhalt der Ware.",
  "Wir werden es ersetzen, soweit es kaputt ist.",
  "Ich glaube nicht, dass wir das erstatten.",
  "Es ist unwahrscheinlich, dass wir das erstatten.",
  "Ni le enviaremos otra ni le devolveremos el dinero.",
  "Le devolveremos el dinero cuando devuelva el casco.",
  "Le devolveremos el dinero en cuanto llegue.",
  "Le devolveremos el dinero una vez recibido el casco.",
  "No creo que le devolveremos el dinero.",
  "Vamos a negar el reembolso.",
])("%s: not promised", (sentence) => {
  expect(isCommitment(sentence)).toBe(false);
});

test("what a customer expects of others is not theirs to do", () => {
  expect(isOwnCommitment("The courier will come tomorrow.")).toBe(false);
  expect(isOwnCommitment("I will send you a photo tomorrow.")).toBe(true);
  expect(isOwnCommitment("Ich schicke Ihnen ein Foto.")).toBe(true);
});

test("what was refused stands nowhere as a promise", () => {
  const at = "2026-11-28T10:00:00.000Z";
  const { handover, actions } = summarise([
    {
      seq: 1,
      role: "customer",
      name: "Cara",
      at,
      text: "I want a refund of the shipping fee for order 4711, the lid is broken.",
    },
    {
      seq: 2,
      role: "agent",
      name: "Ana",
      at,
      text: "I am sorry. We will not be able to refund the shipping fee for order 4711.",
    },
    { seq: 3, role: "agent", name: "Ana", at, text: "We will send you a new lid by Friday." },
  ]);
  expect(handover?.["promises"]?.map(({ text }) => text)).toEqual([
    "We will send you a new lid by Friday. (2026-12-04)",
  ]);
  expect(actions?.["agent"]?.map(({ text }) => text)).toEqual(["We will send you a new lid by Friday. (2026-12-04)"]);
});

test.each([
  "We have not refunded order 4711, because the seal was broken.",
  "So my kettle is not fixed and the parcel has still not arrived.",
  "It still isn't fixed.",
  "Ihr Paket wurde leider noch nicht verschickt.",
  "Wir haben den Betrag für 4711 nicht erstattet.",
  "Es ist noch immer nicht angekommen und nicht erledigt.",
  "Nothing has arrived.",
])("%s: neither done nor an outcome", (sentence) => {
  const signals = signalsOf(sentence);
  expect([signals.has("fix"), signals.has("outcome")]).toEqual([false, false]);
});

test.each([
  "We have refunded order 4711.",
  "Der Betrag wurde erstattet.",
  "No problem, I have sent you a new one.",
  "We have cancelled order 4711, as you asked.",
  "I have refunded it instead of sending a new one.",
  "Unfortunately it broke on the way, so we have sent a new one.",
])("%s: done", (sentence) => {
  expect(signalsOf(sentence).has("fix")).toBe(true);
});
