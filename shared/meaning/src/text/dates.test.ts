import { expect, test } from "vitest";
import { datesOf, type DatedLanguage } from "./dates.ts";
import { entitiesOf } from "./entities.ts";
import { sentencesOf } from "./sentences.ts";

/** A Saturday. */
const AT = "2026-11-28T10:00:00.000Z";
const CASES: [DatedLanguage, string, string[]][] = [
  ["en", "We will deliver order 9911 by 04/12/2026.", []],
  ["en", "We will deliver order 9911 by 25/12/2026.", ["2026-12-25"]],
  ["en", "We will deliver order 9911 by 12/25/2026.", ["2026-12-25"]],
  ["en", "We will deliver it on 12/12/2026.", ["2026-12-12"]],
  ["en", "We will deliver it on 2026-12-04.", ["2026-12-04"]],
  ["en", "We will deliver it on 04.12.2026.", ["2026-12-04"]],
  ["en", "It was 05/12/2026 or 04-12-2026", []],
  ["de", "Wir liefern bis 04.12.2026.", ["2026-12-04"]],
  ["de", "Wir liefern am 4.12. und am 24. 12. 2026", ["2026-12-04", "2026-12-24"]],
  ["de", "Wir liefern am 3.1. den Rest", ["2027-01-03"]],
  ["de", "Bestellt am 04/10/2026", ["2026-10-04"]],
  ["de", "Wir erstatten 1.249,00 € und 12,50 €", []],
  ["de", "So ist das, sie wiegt 3.5 kg, Version 1.2.3", []],
  ["de", "Guten Morgen, wo ist das Paket 12?", []],
  ["de", "Wir rufen Sie morgen an.", ["2026-11-29"]],
  ["es", "Lo enviaremos el 04/12/2026.", ["2026-12-04"]],
  ["en", "I will call you tomorrow, not on Tuesday.", ["2026-11-29"]],
  ["de", "Wir liefern am Montag, nicht am Dienstag.", ["2026-11-30"]],
  ["en", "We will deliver it no later than Friday.", ["2026-12-04"]],
  ["es", "Buenos días, le llamaremos mañana", ["2026-11-29"]],
  ["other", "2026-12-24 発送", ["2026-12-24"]],
  ["ar", "سنرسل لك الغطاء يوم الجمعة.", ["2026-12-04"]],
  ["ar", "سنرسل لك الغطاء يوم السبت القادم.", ["2026-12-05"]],
  ["ar", "سنتصل بك غدًا", ["2026-11-29"]],
  ["ar", "سنتصل بك بعد غد", ["2026-11-30"]],
  ["ar", "سنتصل بك غدا يوم الأحد", ["2026-11-29"]],
  ["ar", "وصل الطرد يوم الجمعة.", []],
  ["ar", "وصل الطرد يوم الجمعة الماضي، وسنرد عليك", []],
  ["ar", "هذا غداء لذيذ", []],
  ["en", "I would like a second kettle, 3/4 of it, 24/7", []],
  ["en", "Give me a second, 2 minutes", []],
  ["en", "I sat on it in 5 minutes", []],
  ["en", "It weighs 12.5 kg and costs 1,249.00", []],
  ["en", "31.02.2026 is no day", []],
  ["en", "We will call you tomorrow", ["2026-11-29"]],
  ["en", "We will call you by Saturday", ["2026-12-05"]],
  ["en", "We will deliver it on 2 October 2026", []],
  ["en", "We will send version 1.2. of the manual to you.", []],
  ["de", "Siehe Kapitel 3.4. im Handbuch", []],
  ["en", "The parade goes march 5 miles", []],
  ["en", "You may 12 times", []],
  ["en", "We march 12 people", []],
  ["en", "It comes on March 5 and on May 12.", ["2027-03-05", "2027-05-12"]],
  ["de", "Wir liefern am Donnerstag, den 3.12.", ["2026-12-03"]],
  ["de", "Donnerstag (10.12.2026)", ["2026-12-10"]],
  ["es", "El jueves, 10.12.2026", ["2026-12-10"]],
  ["en", "We deliver on Thursday, 10/12/2026", []],
  ["en", "We deliver on Thursday the 10th", []],
  ["de", "Montag, Dienstag", ["2026-11-30", "2026-12-01"]],
  ["de", "Ich rufe Sie am Morgen des 20. Dezember an.", ["2026-12-20"]],
  ["de", "Am Morgen bin ich da.", []],
  ["en", "ref 2026-12-04-88", []],
  ["en", "ref 2026-12-04.5", []],
  ["en", "ref 2026-12-04-AB", []],
  ["en", "ORD-2026-12-04", []],
  ["en", "IP 10.12.20.26", []],
  ["de", "IP 10.12.20.26", []],
  ["es", "IP 10.12.20.26", []],
  ["ar", "الرقم 10.12.20.26", []],
  ["en", "Call 10-12-20-26 now.", []],
  ["de", "Rechnung 10.12.26-01", []],
  ["de", "Wir liefern 24.12.2026-26.12.2026.", ["2026-12-24", "2026-12-26"]],
  ["de", "Wir liefern 24.12.-26.12.", ["2026-12-24", "2026-12-26"]],
  ["en", "From 2026-12-04/2026-12-06", ["2026-12-04", "2026-12-06"]],
  ["de", "Frau Sonntag ruft an.", []],
  ["de", "Frau Dr. Montag kommt.", []],
  ["de", "Herr Freitag ruft Sie an.", []],
  ["en", "Mr. Friday will call you.", []],
  ["en", "Ms Monday will call you on Friday.", ["2026-12-04"]],
  ["es", "El señor Domingo le llamará el lunes.", ["2026-11-30"]],
  ["es", "La señora Martes viene.", []],
  ["es", "Lo enviaremos a Santo Domingo.", []],
  ["es", "Le llamaremos el domingo.", ["2026-11-29"]],
  ["en", "The Sunday Times", []],
  ["en", "We will send you the Sunday Review.", []],
  ["en", "Our Black Friday prices come.", []],
  ["de", "Bild am Sonntag kommt.", []],
  ["en", "On Friday Anna will call you.", ["2026-12-04"]],
  ["en", "June 5 people", []],
  ["en", "In December 5 people came.", []],
  ["en", "It comes on June 5.", ["2027-06-05"]],
  ["en", "I will miss Friday's appointment.", ["2026-12-04"]],
  ["en", "Sorry, I'll miss Tuesday", ["2026-12-01"]],
  ["en", "Miss Friday called", []],
  ["de", "Die Lieferung kommt am Fr. 5. Dezember", ["2026-12-05"]],
  ["en", "It works for me, sounds good Monday then", ["2026-11-30"]],
  ["de", "Wir schicken es Ihnen, super Freitag passt", ["2026-12-04"]],
  ["en", "We will send it on Good Friday", []],
  ["en", "Our Super Sunday prices come.", []],
  ["en", "Please confirm the April 5 appointment", ["2027-04-05"]],
  ["en", "We come with our June 12 delivery", ["2027-06-12"]],
  ["en", "It comes with the August 12 order", ["2027-08-12"]],
  ["de", "Wir liefern vom 24.12.26-26.12.26", ["2026-12-24", "2026-12-26"]],
  ["de", "Wir liefern 24.12.-26.12.26", ["2026-12-24", "2026-12-26"]],
  ["de", "Wir liefern 14.-16.12.26", ["2026-12-16"]],
  ["de", "Wir liefern 14.-16.12. alles", ["2026-12-16"]],
  ["de", "Wir liefern 14.–16.12. alles", ["2026-12-16"]],
  ["de", "Siehe Kapitel 3.-4.5. im Handbuch", []],
  ["es", "Entregamos 20/12/2026-24/12/2026", ["2026-12-20", "2026-12-24"]],
  ["en", "It comes on December 5 by DHL.", ["2026-12-05"]],
];

test.each(CASES)("%s: %s", (language, text, days) => {
  expect(datesOf(text, AT, language).map(({ day }) => day)).toEqual(days);
});

test.each([
  ["2026-11-28T23:30:00.000+14:00", "We will call you tomorrow", "2026-11-29"],
  ["2026-11-29T00:30:00.000+14:00", "We will call you tomorrow", "2026-11-30"],
  ["2026-11-27T20:30:00.000-11:00", "We will call you tomorrow", "2026-11-28"],
  ["2026-11-27T00:10:00.000+01:00", "We will deliver it by Friday", "2026-12-04"],
  ["2026-11-26T23:50:00.000+01:00", "We will deliver it by Friday", "2026-11-27"],
  ["2026-11-26T23:50:00.000-08:00", "We will deliver it by Friday", "2026-11-27"],
  ["2026-12-31T23:50:00.000+05:30", "We will call you tomorrow", "2027-01-01"],
])("at %s: %s", (at, text, day) => {
  expect(datesOf(text, at, "en").map((found) => found.day)).toEqual([day]);
});

test.each([
  "05/12/2026",
  "04/12/2026",
  "04-12-2026",
  "04 12 2026",
  "04/12/2026 10 30 15",
  "05.12.2026",
  "01/02/26 03/04/26",
])("%s is no telephone number", (text) => {
  expect(entitiesOf(`It came on ${text}`).filter(({ kind }) => kind === "contacts")).toEqual([]);
});

test("telephone numbers still are", () => {
  for (const number of [
    ...["0151 23456789", "+49 151 23456789", "030/1234567", "(030) 1234567", "0049 176 04069012"],
    ...["+49 (0)176 04069012", "+49 (0) 176/04069012", "+49(0)17604069012", "+1 (555) 123-4567", "+34 912 345 678"],
  ])
    expect(entitiesOf(`Call ${number}`)).toEqual([{ kind: "contacts", text: number }]);
});

test("two numbers with points end a sentence only before a capital letter", () => {
  const one = "We will send version 1.2. of the manual to you.";
  expect(sentencesOf(one)).toEqual([one]);
  expect(sentencesOf("We deliver on 12.11. You will get a mail.")).toHaveLength(2);
});

test.each(["Call 04/12/2026", "Call 04-12-2026", "Call 04.12.2026"])("%s: a date is no product", (text) => {
  expect(entitiesOf(text)).toEqual([]);
});

test.each([
  ["See https://en.wikipedia.org/wiki/Tea_(meal).", "https://en.wikipedia.org/wiki/Tea_(meal)"],
  ["(https://shop.test/a)", "https://shop.test/a"],
  ["https://shop.test/a?b=1, please", "https://shop.test/a?b=1"],
  ["‘https://shop.test/x’", "https://shop.test/x"],
  ["https://shop.test/kKsS。次", "https://shop.test/kKsS"],
  ["https://shop.test/x\u200B", "https://shop.test/x"],
])("%s: the address with the brackets that belong to it", (text, link) => {
  expect(entitiesOf(text)).toEqual([{ kind: "links", text: link }]);
});

test.each([
  ["Ich wohne in Hamburg, Bestellung 4711", "de", []],
  ["Es steht in Haus 3", "de", []],
  ["Wir liefern Ihnen den Kocher Freitag.", "de", ["2026-12-04"]],
  ["Der Techniker kommt Freitag", "de", ["2026-12-04"]],
  ["We deliver Friday", "en", ["2026-12-04"]],
  ["The parcel arrives Friday", "en", ["2026-12-04"]],
  ["It arrived on Friday", "en", ["2026-11-27"]],
  ["It will be delivered on Friday", "en", ["2026-12-04"]],
  ["Das Paket kam am Freitag", "de", ["2026-11-27"]],
  ["Das Paket wird am Freitag geliefert", "de", ["2026-12-04"]],
  ["Le enviaremos el paquete pasado mañana.", "es", ["2026-12-01"]],
  ["Le llamaremos dentro de tres días.", "es", ["2026-12-02"]],
  ["Wir rufen Sie übermorgen an.", "de", ["2026-12-01"]],
  ["We will call you tomorrow week.", "en", ["2026-12-07"]],
  ["We will deliver it Friday week.", "en", ["2026-12-11"]],
  ["We will deliver it a week on Friday.", "en", []],
  ["We will deliver it two weeks on Monday.", "en", []],
  ["Wir liefern Ihnen den Kocher Freitag in zwei Wochen.", "de", []],
  ["Le llamaremos de mañana en ocho días.", "es", []],
  ["We handed your parcel to DHL on Monday.", "en", ["2026-11-23"]],
  ["I ordered on Monday.", "en", ["2026-11-23"]],
  ["I paid on Thursday.", "en", ["2026-11-26"]],
  ["Your order was shipped on Monday.", "en", ["2026-11-23"]],
  ["Your order must be returned by Monday.", "en", ["2026-11-30"]],
  ["We are closed on Monday.", "en", ["2026-11-30"]],
  ["I have booked the technician for Friday.", "en", ["2026-12-04"]],
  ["I booked the technician on Monday.", "en", []],
  ["We've arranged that the courier comes on Monday.", "en", ["2026-11-30"]],
  ["Wir haben Ihr Paket am Montag an DHL übergeben.", "de", ["2026-11-23"]],
  ["Ich habe am Montag angerufen.", "de", ["2026-11-23"]],
  ["Am Montag ist niemand gekommen.", "de", ["2026-11-23"]],
  ["Wir haben am Montag geschlossen.", "de", ["2026-11-30"]],
  ["Ich habe am Montag Zeit.", "de", ["2026-11-30"]],
  ["Wir haben den Techniker für Montag bestellt.", "de", ["2026-11-30"]],
  ["Pedí el hervidor el lunes.", "es", ["2026-11-23"]],
  ["Hemos entregado el paquete el lunes.", "es", ["2026-11-23"]],
  ["Lo vi el pasado lunes.", "es", ["2026-11-23"]],
  ["El lunes estamos cerrados.", "es", ["2026-11-30"]],
] as const)("written on a Sunday: %s", (text, language, days) => {
  expect(datesOf(text, "2026-11-29T10:00:00+00:00", language).map(({ day }) => day)).toEqual(days);
});
