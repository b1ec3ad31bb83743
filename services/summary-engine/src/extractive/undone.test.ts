import { expect, test } from "vitest";
import { summarise } from "./summarise.ts";

/** A Tuesday. */
const at = "2026-12-01T09:00:00.000Z";

function toldOf(text: string) {
  const { handover, resolution, brief } = summarise([
    { seq: 1, role: "customer", name: "Cara", at, text: "My kettle leaks and the parcel 4711 is missing." },
    { seq: 2, role: "agent", name: "Ana", at, text },
  ]);
  const has = (list: unknown[] | undefined) => (list ?? []).length > 0;
  return { isDone: has(handover["done"]), isFix: has(resolution["fix"]), brief: brief["brief"] };
}

test.each([
  "The refund for order 4711 will be processed tomorrow.",
  "Very little of order 4711 will be refunded.",
  "The refund will be sent back to us by the bank.",
  "The kettle is to be replaced on Friday.",
  "As soon as the kettle is fixed, we talk again.",
  "We talk again as soon as the kettle is replaced.",
  "Before the parcel 4711 is sent, I call you.",
  "Der Betrag für 4711 muss noch erstattet werden.",
  "Das Paket 4711 soll heute verschickt werden.",
  "Das Paket 4711 sollte gestern verschickt werden.",
  "Bevor das Paket 4711 verschickt wird, rufe ich an.",
  "Antes de que se haya enviado el paquete 4711, le llamo.",
  "The refund for order 4711 has to be processed by finance.",
  "The kettle needs to be replaced.",
  "The kettle remains to be replaced.",
  "The kettle is still waiting to be replaced.",
  "The kettle must first be replaced.",
  "I have been asked to have order 4711 refunded.",
  "We were told to send order 4711 again.",
  "Der Betrag für 4711 ist zu erstatten.",
  "Das Gerät ist noch auszutauschen.",
  "Ich wurde gebeten, die 4711 erstattet zu bekommen.",
  "El importe tiene que ser devuelto.",
  "El pedido 4711 está pendiente de ser enviado.",
  "El pedido 4711 queda por enviar.",
  "يجب أن تم إرسال الطلب 4711.",
  "The kettle is far from fixed.",
  "The kettle is nowhere near fixed.",
  "The problem with the kettle is anything but solved.",
  "The kettle is only partly fixed.",
  "Little has been resolved so far.",
  "Few of your parcels were sent.",
  "We stopped short of having replaced the kettle.",
  "Der Kessel ist alles andere als behoben.",
  "Das Problem ist so gut wie behoben.",
  "Das Problem ist nur teilweise behoben.",
  "Das Problem ist weit davon entfernt, behoben zu sein.",
  "Nur wenige Ihrer Pakete wurden verschickt.",
  "El problema está lejos de estar resuelto.",
  "El problema está resuelto solo en parte.",
  "Muy pocos de sus paquetes han sido enviados.",
  "It is wrong that we have replaced the kettle.",
  "We deny that we have replaced the kettle.",
  "That we have replaced the kettle is simply untrue.",
  "Dass wir den Betrag erstattet haben, ist falsch.",
  "Es ist falsch, dass wir den Betrag erstattet haben.",
  "Wir bestreiten, dass wir den Betrag erstattet haben.",
  "Statt dass der Betrag erstattet wurde, liegt er bei der Bank.",
  "Es falso que le hemos enviado el paquete 4711.",
  "Negamos que le hemos enviado el paquete 4711.",
  "ليس صحيحا أنه تم إرسال الطلب 4711.",
  "The kettle was fixed, then it broke again.",
  "Order 4711 was refunded by mistake, so we have reversed it.",
  "Der Betrag wurde irrtümlich erstattet und wieder zurückgebucht.",
  "Der Kessel wurde repariert und der Fehler behoben, dann ist er wieder ausgefallen.",
  "Hemos devuelto el importe por error y lo hemos revertido.",
  "I can issue a corrected invoice for order 4711.",
  "Ich kann Ihnen ein ersetztes Gerät zum Paket 4711 schicken.",
])("%s: neither done nor a fix", (sentence) => {
  expect(toldOf(sentence)).toMatchObject({ isDone: false, isFix: false });
});

test.each([
  "The problem was far from solved, so we have replaced the kettle.",
  "You were charged twice by mistake and we have refunded the second payment.",
  "It was fixed, then it broke again, so we have replaced it.",
  "Before we sent the parcel 4711, we replaced the lid.",
  "We have refunded 20 EUR, as you asked us to.",
  "I have asked the warehouse to stop the parcel and have refunded order 4711.",
  "Der Wasserkocher ist zu laut, wir haben ihn ersetzt.",
  "Bevor wir das Paket verschickt haben, haben wir den Deckel ausgetauscht.",
  "We have sent the parcel, and somebody needs to be at home.",
  "Your order 4711 had to be cancelled.",
  "We replaced the lid, which was only half closed.",
  "We have partly refunded order 4711: 20 EUR.",
  "The price of the kettle is 18.90 EUR, which is 1.50 EUR less than before.",
  "Hemos reparado la tapa y le hemos enviado el paquete.",
])("%s: done", (sentence) => {
  expect(toldOf(sentence).isDone).toBe(true);
});

test.each([
  "The refund for order 4711 was issued and will arrive tomorrow.",
  "We have replaced the kettle, and the courier will bring it on Friday.",
  "Wir haben den Kessel ersetzt, er wird am Freitag geliefert.",
  "The refund for order 4711 was issued within a few hours.",
  "Das Paket 4711 musste neu verschickt werden und ist heute raus.",
])("%s: a fix, though more is to come", (sentence) => {
  expect(toldOf(sentence).isFix).toBe(true);
});
