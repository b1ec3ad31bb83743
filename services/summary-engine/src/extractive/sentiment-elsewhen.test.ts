import { expect, test } from "vitest";
import { sentimentCourse, sentimentOf } from "./sentiment.ts";

const wordOf = (text: string) =>
  sentimentCourse([{ seq: 1, role: "customer", name: "Cara", at: "2026-11-28T09:00:00.000Z", text }])?.end.word;

test.each([
  "Ich bin alles andere als zufrieden.",
  "Ich bin weit davon entfernt, zufrieden zu sein.",
  "Ich bin keineswegs zufrieden.",
  "Ich bin mitnichten zufrieden.",
  "Damit bin ich keinesfalls zufrieden.",
  "I am anything but happy with this.",
  "I am far from satisfied with my order.",
  "The service was less than great, and we know it.",
  "Ich bin wenig zufrieden mit dem Gerät.",
  "Zufrieden bin ich nicht mit dem Gerät.",
  "Von zufrieden kann hier keine Rede sein.",
  "Happy is not the word for how I feel.",
  "Disto mucho de estar contento con esto.",
  "Contento no estoy con el pedido.",
  "Estoy todo menos contento con este pedido.",
  "Estoy lejos de estar satisfecha con el pedido.",
])("the opposite of what its word says: %s", (text) => {
  expect(wordOf(text)).toBe("unhappy");
});

test.each([
  "I used to love your shop.",
  "We always loved your shop before this.",
  "I had been happy with my order until today.",
  "Once I was a happy customer of yours.",
  "I might get angry if it is late.",
  "I was happy with it until the lid broke off.",
  "If it breaks again I will be furious.",
  "I will be furious if it breaks again.",
  "Unless it comes on Friday, I will be very disappointed.",
  "I would be angry about that.",
  "Früher war ich mit Ihnen zufrieden.",
  "Ich war immer zufrieden mit Ihrem Laden.",
  "Wenn es noch einmal kaputt geht, werde ich wütend.",
  "Dann wäre ich sehr enttäuscht von Ihnen.",
  "Antes me gustaba y estaba contento con la tienda.",
  "Me encantaba su tienda, era perfecta.",
  "Si mi pedido no llega, me voy a poner furioso con ustedes.",
  "Si no llega el viernes estaré muy decepcionada.",
  "كنت سعيدا جدا مع هذا المتجر",
  "إذا لم يصل الطلب سأكون غاضبا جدا",
  "If it breaks again, I am furious.",
  "If the lid, which is in Berlin, breaks, I will be furious.",
  "If the lid is broken, and the next one is awful, I will be furious.",
  "If it does not come tomorrow, that is a scam.",
  "Wenn es noch einmal passiert, bin ich wütend.",
  "Wenn das Paket morgen nicht kommt, ist das eine Frechheit.",
  "I used to love how good it is and how nice you were.",
  "I used to think that your shop is great.",
  "I used to come here, and I would be furious without it.",
  "Si no llega mañana, es una estafa.",
])("how somebody felt, or would feel, is no mood of now: %s", (text) => {
  expect(wordOf(text)).toBe("neutral");
});

test.each([
  ["I love your shop, and if I may ask: where is my order?", "content"],
  ["This is terrible. If you cannot help, I will go elsewhere.", "frustrated"],
  ["I am very disappointed, I used to love your shop.", "frustrated"],
  ["Ich bin sehr enttäuscht, wenn ich ehrlich bin.", "frustrated"],
  ["Vielen Dank, ich melde mich, wenn etwas ist.", "content"],
  ["Ich bin ein wenig enttäuscht von Ihnen.", "frustrated"],
])("how somebody feels now stays: %s", (text, word) => {
  expect(wordOf(text)).toBe(word);
});

test.each([
  "I am not used to such awful, terrible service.",
  "I can't get used to this awful, terrible kettle.",
  "We aren't used to this terrible, awful tone.",
  "If I am honest, the service is awful and terrible.",
  "If I'm honest the service is awful and terrible.",
  "If you ask me, this is a scam and the worst service.",
  "If I may say so, this is awful and terrible.",
  "If you look at my photos, the service is awful and terrible.",
  "Even if it is cheap, the service is awful and terrible.",
  "We used to pay less and the service now is awful and terrible.",
  "I used to be happy with you, but your service is awful and terrible.",
  "We always loved your shop, now it is awful and terrible.",
  "I was happy with it but the service is awful and terrible.",
  "I could be wrong but this is awful and terrible.",
  "I'll come back if it works, but the service is awful and terrible.",
  "Wenn ich ehrlich bin, ist das furchtbar und schrecklich.",
  "Wenn Sie mich fragen, ist das furchtbar und schrecklich.",
  "Wenn ich das so sagen darf, das ist furchtbar und schrecklich.",
  "Wenn man bedenkt, was es kostet, ist das furchtbar und schrecklich.",
  "Früher war ich zufrieden, jetzt ist alles furchtbar und schrecklich.",
  "Ich war immer zufrieden, aber der Service ist furchtbar und schrecklich geworden.",
  "Ich war zufrieden mit Ihnen, doch heute ist alles furchtbar und schrecklich.",
  "Si soy sincera, el servicio es horrible y pésimo.",
  "Si me pregunta, el servicio es horrible y pésimo.",
  "Si, el servicio de ustedes es horrible y pésimo.",
  "Antes me gustaba la tienda, pero ahora el servicio es horrible y pésimo.",
  "Me encantaba su tienda y ahora es horrible y pésima.",
  "لو سمحتم، الخدمة سيئة جدا وهذا احتيال",
  "إذا سألتني، الخدمة سيئة جدا وهذا احتيال",
  "كنت أحب المتجر والآن الخدمة سيئة جدا وهذا احتيال",
])("anger of now stays, whatever stands before it: %s", (text) => {
  expect(sentimentOf(text)).toBeCloseTo(-3);
});

test.each([
  ["Ich bin keineswegs unzufrieden mit dem Gerät.", "Ich bin nicht unzufrieden mit dem Gerät."],
  ["Ich bin keinesfalls unzufrieden mit dem Gerät.", "Ich bin nicht unzufrieden mit dem Gerät."],
  ["Ich bin mitnichten enttäuscht von dem Gerät.", "Ich bin nicht enttäuscht von dem Gerät."],
  ["Ich bin alles andere als unzufrieden mit dem Gerät.", "Ich bin nicht unzufrieden mit dem Gerät."],
  ["We are far from dissatisfied with it.", "We are not dissatisfied with it."],
  ["We are anything but dissatisfied with it.", "We are not dissatisfied with it."],
  ["This is far from acceptable to us.", "This is not acceptable to us."],
])("what denies a feeling weighs as not: %s", (text, plain) => {
  expect(sentimentOf(text)).toBeCloseTo(sentimentOf(plain) ?? Number.NaN);
});
