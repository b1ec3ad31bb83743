import { expect, test } from "vitest";
import { summarise } from "./summarise.ts";

/** A Sunday. */
const at = "2026-11-29T10:00:00.000Z";

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
])("%s: done, or so", (sentence) => {
  expect(handoverOf(sentence)).toEqual({ done: [sentence], promises: [] });
});

test.each([
  "We will be closed on Monday and Tuesday.",
  "I will be on holiday until Friday.",
  "The price of the kettle will be 20 EUR.",
  "Wir machen am Montag Betriebsferien.",
  "Sie werden beim Einschalten eine Fehlermeldung bekommen.",
])("%s: neither done nor promised", (sentence) => {
  expect(handoverOf(sentence)).toEqual({ done: [], promises: [] });
});
