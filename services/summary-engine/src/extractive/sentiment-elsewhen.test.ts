import { expect, test } from "vitest";
import { sentimentCourse } from "./sentiment.ts";

const wordOf = (text: string) =>
  sentimentCourse([{ seq: 1, role: "customer", name: "Cara", at: "2026-11-28T09:00:00.000Z", text }])?.end.word;

test.each([
  "Ich bin alles andere als zufrieden.",
  "Ich bin weit davon entfernt, zufrieden zu sein.",
  "Ich bin keineswegs zufrieden.",
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
