import { expect, test } from "vitest";
import { isCommitment } from "@chorus/meaning/text/commitments";
import { summarise } from "./summarise.ts";

const at = "2026-12-01T09:00:00.000Z";

function promisesOf(text: string) {
  const { handover, actions } = summarise([
    { seq: 1, role: "customer", name: "Cara", at, text: "My kettle leaks and the parcel 4711 is missing." },
    { seq: 2, role: "agent", name: "Ana", at, text },
  ]);
  return [...(handover["promises"] ?? []), ...(actions["agent"] ?? [])];
}

test.each([
  "We will charge your card another 40 EUR.",
  "We will bill you for the damage.",
  "We will send order 4711 to a debt collector.",
  "We will hand the case 4711 over to our lawyers.",
  "You will receive a bill for the damage.",
  "You will get a fine of 40 EUR.",
  "We will have the refund for order 4711 blocked.",
  "We will stop the delivery of parcel 4711.",
  "There is little chance that we will refund order 4711.",
  "There is only a slim chance that we will refund order 4711.",
  "Very little of order 4711 will be refunded.",
  "The refund will be sent back to us by the bank.",
  "Wir schicken Ihnen eine Mahnung.",
  "Wir werden den Vorgang 4711 an ein Inkassobüro geben.",
  "Wir buchen die Gebühr von 40 € morgen ab.",
  "Wir werden Ihnen 40 € berechnen.",
  "Wir werden die Lieferung von 4711 stoppen.",
  "Der Betrag wird von der Bank an uns zurücküberwiesen.",
  "Es gibt wenig Hoffnung, dass wir 4711 erstatten.",
  "Ich werde den Teufel tun und Ihnen 4711 erstatten.",
  "Le cobraremos 40 EUR más.",
  "Le enviaremos una multa de 40 EUR.",
  "Hay pocas posibilidades de que le devolveremos el importe.",
  "Vamos a detener el envío del paquete 4711.",
  "سنخصم 40 يورو من حسابك غدا",
  "سنرسل لك إنذارا غدا",
])("%s: no promise", (sentence) => {
  expect(promisesOf(sentence)).toEqual([]);
});

test.each([
  "We will charge the battery and send it today.",
  "We will send you the invoice tomorrow.",
  "We will refund the late fee tomorrow.",
  "We will cancel the bill today.",
  "I will pay the bill tomorrow.",
  "We will deduct 20 EUR from your invoice.",
  "We will let you know when it has been returned to us.",
  "We will refund it rather than replace it.",
  "We will block your card right away.",
  "We will stop by tomorrow and replace it.",
  "We will have your kettle repaired by Friday.",
  "We will collect the parcel from your house on Friday.",
  "I will send you the police report tomorrow.",
  "Wir schicken Ihnen heute die Rechnung.",
  "Wir erstatten Ihnen die Mahngebühr morgen.",
  "Wir buchen Ihnen den Betrag morgen zurück.",
  "Wir buchen die 40 € heute auf Ihr Konto.",
  "Le devolveremos lo que le cobramos.",
  "Le enviaremos la factura mañana.",
  "سنخصم لك 20 يورو غدا",
])("%s: promised", (sentence) => {
  expect(isCommitment(sentence)).toBe(true);
});
