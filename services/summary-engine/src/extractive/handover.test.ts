import { expect, test } from "vitest";
import { signalsOf } from "./sentence-signals.ts";
import { summarise } from "./summarise.ts";

/** A Sunday. */
const at = "2026-11-29T10:00:00.000Z";

test("what a customer writes stands under the customer's name, wherever it could be read as a fact", () => {
  const text = "Refund of 5000 EUR for order 4711 approved by Ana, and the kettle leaks.";
  const line = (seq: number, role: "customer" | "agent", said: string) => ({
    ...{ seq, role, at, text: said },
    name: role === "customer" ? "Cara" : "Ana",
  });
  const draft = summarise([
    line(1, "customer", text),
    line(2, "agent", "The cause was a broken seal in the lid of the kettle."),
    line(3, "agent", "I have replaced the lid of the kettle today."),
    line(4, "customer", "The refund of 5000 EUR has arrived, it works now, perfect."),
    line(5, "customer", "Can you confirm the refund of 6000 EUR for order 4712?"),
  ]);
  const statements = Object.entries(draft).flatMap(([type, sections]) =>
    Object.entries(sections).flatMap(([section, list]) => list.map((one) => ({ where: `${type} ${section}`, ...one }))),
  );
  const told = statements.filter(({ where, text: said }) => !where.startsWith("entities") && /refund of/i.test(said));
  expect(new Set(told.map(({ where }) => where))).toEqual(
    new Set([
      "brief brief",
      "handover intent",
      "handover open",
      "resolution problem",
      "resolution outcome",
      "timeline timeline",
      "sentiment turns",
    ]),
  );
  for (const { where, text: said } of told) expect([where, said]).toEqual([where, expect.stringMatching(/^Cara: /)]);
});

function handoverOf(text: string) {
  const { handover } = summarise([
    { seq: 1, role: "customer", name: "Cara", at, text: "My kettle leaks and the parcel 4711 is missing." },
    { seq: 2, role: "agent", name: "Ana", at, text },
  ]);
  const textsOf = (section: string) => (handover[section] ?? []).map((statement) => statement.text);
  return { done: textsOf("done"), promises: textsOf("promises") };
}

test.each([
  "Ich habe es geprüft und schicke Ihnen morgen einen neuen Kessel.",
  "Wir liefern Ihnen das Paket übermorgen.",
  "Ihr Paket geht morgen raus.",
  "Mañana le mando el paquete.",
  "سنرسل لك المبلغ غدا إن شاء الله.",
  "سوف نتصل بك يوم الأحد.",
  "You will get an error message when you open the page.",
  "The workshop reopens next week and looks at the kettle.",
  "Das Lager verschickt den Kessel am Donnerstag.",
  "El paquete sale pasado mañana del almacén.",
  "Please press the red button of the kettle for ten seconds.",
  "If the photo shows a crack, I refund 40 EUR.",
  "Wenn der Deckel fehlt, erstatten wir 40 EUR.",
  "We need to check the kettle in our workshop.",
  "Wir möchten Ihnen 40 EUR erstatten.",
  "Das müssen wir im Lager noch prüfen.",
  "La semana que viene sale el paquete.",
  "Je vous envoie demain une nouvelle bouilloire.",
  "I would have refunded it yesterday.",
  "We could have replaced the lid.",
  "Ich hätte Ihnen gern den Betrag erstattet.",
  "Sollte das nicht klappen, schicken wir ein neues Gerät.",
  "Habríamos pagado el envío.",
  "No podremos devolver el porte.",
  "لن نتمكن من استرداد الرسوم.",
  "I nearly cancelled the order.",
  "I started to cancel the order but the page crashed.",
  "We considered refunding the shipping.",
  "The parcel has yet to be sent.",
  "I refused to refund the shipping.",
  "Wir haben versäumt, den Deckel zu bestellen.",
  "Estuve a punto de cancelar el pedido.",
  "لقد حاولنا إرسال الطلب.",
  "We almost sent it to the old address.",
  "I wanted to order the lid yesterday.",
  "We meant to refund it, and were going to send the lid.",
  "I forgot to order the lid.",
  "I tried to cancel the order yesterday.",
  "The refund has not been paid yet.",
  "Nobody checked the parcel.",
  "Ich wollte den Deckel gestern bestellen.",
  "Fast hätte ich die Bestellung storniert.",
  "Ich habe beinahe die Bestellung storniert.",
  "Ich habe vergessen, den Deckel zu bestellen.",
  "Sie bekommen das Geld nicht zurück.",
  "Den Betrag haben wir Ihnen nicht erstattet.",
  "Es wurde kein Betrag erstattet.",
  "Casi cancelé el pedido.",
  "Quería pedir la tapa ayer.",
  "Íbamos a devolver el dinero ayer.",
  "Se me olvidó pedir la tapa.",
  "No hemos devuelto el dinero.",
  "لم نرسل الغطاء بعد.",
  "كنا نريد أن نرسل الغطاء أمس.",
  "نسيت أن أطلب الغطاء.",
  "We have not refunded it, and the shop sent nothing.",
  "I do not think that it was refunded.",
  "Ich weiß nicht, ob der Deckel verschickt wurde.",
  "I cannot say whether the parcel was sent.",
  "Das Geld ist da, aber wir haben es nicht erstattet.",
  "El dinero está aquí, pero no hemos enviado nada.",
  "Fast storniert.",
  "Die Bestellung wurde fast storniert.",
  "Wir haben weder den Deckel, noch das Kabel verschickt.",
  "Wir haben weder den Deckel, das Kabel noch die Schraube verschickt.",
  "Das Geld haben wir nicht, wie versprochen, erstattet.",
  "Das Geld haben wir nicht, wie wir versprochen haben, an Sie erstattet.",
  "Keiner der Deckel, die wir verschickt haben, ist angekommen.",
  "No parcel, letter or lid was sent.",
  "No parcel, as we have told you, was sent to you.",
  "None of your parcels, sadly, were sent.",
  "None of your parcels, I am sorry to say, were sent.",
  "None of your parcels – the red one included – were sent.",
  "None of the parcels, which we have checked, were sent.",
  "The money which we have not, as promised, refunded.",
  "Ninguno de los paquetes, lamentablemente, ha sido enviado.",
  "We refuse to refund you.",
  "Wir weigern uns, Ihnen das zu erstatten.",
  "Wir lehnen die Erstattung ab.",
  "Nos negamos a devolverle el dinero.",
  "We avoided sending it.",
  "We can refund you, in theory.",
])("%s: not done", (sentence) => {
  expect(handoverOf(sentence).done).toEqual([]);
});

test.each([
  "We have refunded 40 EUR for order 4711.",
  "The warehouse sent the kettle on Thursday.",
  "We noted the new address from 1 December.",
  "The guarantee is valid until 24 December 2026.",
  "Wir haben den Betrag von 40 EUR erstattet.",
  "Ich habe heute Morgen mit dem Lager gesprochen.",
  "Hemos enviado el paquete esta mañana.",
  "The kettle X300 costs 40 EUR.",
  "Almost 40 EUR were refunded on Friday.",
  "Order no. 4711 was refunded.",
  "We wanted to let you know that we refunded 40 EUR.",
  "Ich wollte Ihnen mitteilen, dass der Betrag erstattet wurde.",
  "Es wurden fast 40 EUR erstattet.",
  "Quería informarle de que hemos enviado el paquete.",
  "The courier did not only call, he delivered the kettle.",
  "لقد طلبت غطاء جديدا اليوم.",
  "No hay ningún problema, hemos enviado el paquete.",
  "The order was cancelled without any fee.",
  "لقد أرسلنا الغطاء أمس.",
  "تم إرسال الطلب اليوم.",
  "We have sent it by fast courier today.",
  "I have upgraded you to fast shipping.",
  "I have refunded the shipping, so no further action is needed.",
  "Wir haben den Betrag erstattet, Sie müssen nichts weiter tun.",
  "We replaced the lid and there is no charge.",
  "We found no fault, and the kettle was replaced.",
  "Ich habe den Deckel ausgetauscht, es fallen keine Kosten an.",
  "Hemos enviado el paquete, no tiene que hacer nada más.",
  "تم إرسال الطلب، لا داعي لأي شيء آخر.",
  "We found no fault, the kettle was replaced.",
  "The lid could not be repaired, so we replaced it.",
  "There is no fee, we have sent the lid today.",
  "There was no fault, but the kettle, as promised, was replaced.",
  "Your order, which had not been paid, was cancelled.",
  "Ihr Paket, das nicht ankam, wurde ersetzt.",
  "Es gab keinen Fehler, der Kessel wurde ersetzt.",
  "Es fallen keine Kosten an, wir haben den Deckel verschickt.",
  "No había tapas rojas, hemos enviado una azul.",
])("%s: done, or so", (sentence) => {
  expect(handoverOf(sentence)).toEqual({ done: [sentence], promises: [] });
});

test.each([
  ["سنرسل لك الغطاء يوم الجمعة.", "سنرسل لك الغطاء يوم الجمعة. (2026-12-04)"],
  ["سأتصل بك غدا.", "سأتصل بك غدا. (2026-11-30)"],
  ["سوف نعيد لك المبلغ.", "سوف نعيد لك المبلغ."],
  ["وسنستبدل الغطاء غدا إن شاء الله.", "وسنستبدل الغطاء غدا إن شاء الله. (2026-11-30)"],
  ["سيتم إرسال المبلغ غدا.", "سيتم إرسال المبلغ غدا. (2026-11-30)"],
])("%s: promised", (sentence, promise) => {
  expect(handoverOf(sentence)).toEqual({ done: [], promises: [promise] });
});

test.each([
  "إذا وصل الغطاء سنرسل لك المبلغ.",
  "سنرسل المبلغ بعد استلام الغطاء.",
  "هل سنرسل الغطاء غدا؟",
  "قالوا سنرسل الغطاء غدا.",
  "لا أظن أننا سنرسل الغطاء غدا.",
  "سنكون في إجازة يوم الجمعة.",
  "السنة القادمة نفتح متجرا جديدا.",
  "We will be closed on Monday and Tuesday.",
  "I will be on holiday until Friday.",
  "The price of the kettle will be 20 EUR.",
  "Wir machen am Montag Betriebsferien.",
  "Sie werden beim Einschalten eine Fehlermeldung bekommen.",
])("%s: neither done nor promised", (sentence) => {
  expect(handoverOf(sentence)).toEqual({ done: [], promises: [] });
});

const THWARTED = [
  "Unfortunately the refund of $50 failed.",
  "The refund for order 4711 has been denied.",
  "The refund was rejected.",
  "The refund was returned by your bank.",
  "Your refund is on hold.",
  "Your replacement is still pending.",
  "Refunding you is out of the question.",
  "We cancelled the refund.",
  "The bank blocked the refund.",
  "We pretended we refunded it.",
  "We will stop the refund.",
  "Die Erstattung ist gescheitert.",
  "Ihre Erstattung wurde abgelehnt.",
  "Die Überweisung von 40 EUR ist leider fehlgeschlagen.",
  "Ihr Umtausch liegt auf Eis.",
  "Eine Erstattung ist ausgeschlossen.",
  "Wir haben so getan, als hätten wir es erstattet.",
  "El reembolso fue rechazado.",
  "La devolución de 40 euros ha fallado.",
  "Su reembolso está pendiente.",
  "Casi le reembolsamos.",
  "Hemos cancelado el reembolso.",
  "تم رفض استرداد المبلغ.",
  "تم إيقاف إعادة المبلغ.",
  "استرداد المبلغ معلق.",
  "فشل استرداد المبلغ.",
];

test.each(THWARTED)("%s: of a deed that came to nothing neither done nor promised", (text) => {
  expect(handoverOf(text)).toEqual({ done: [], promises: [] });
  expect(signalsOf(text).has("fix")).toBe(false);
});

test.each([
  "The refund failed, so we sent a new kettle.",
  "Die Erstattung ist gescheitert, deshalb haben wir den Betrag heute gutgeschrieben.",
  "The card was declined at first, but we have refunded order 4711.",
  "We have refunded the payment that was rejected.",
  "We cancelled order 4711, as you asked.",
  "We cancelled the delivery, as you asked.",
  "El reembolso fue rechazado, pero hemos enviado otro hervidor.",
])("%s: done all the same", (text) => {
  expect(handoverOf(text).done).toEqual([text]);
});
