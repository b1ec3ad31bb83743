import { expect, test } from "vitest";
import { sentimentCourse } from "./sentiment.ts";

const wordOf = (...texts: string[]) =>
  sentimentCourse(
    texts.map((text, seq) => ({ seq, role: "customer" as const, name: "Cara", at: "2026-11-28T09:00:00.000Z", text })),
  )?.end.word ?? null;

test.each([
  "注文した商品の発送はいつですか。",
  "请问我的订单什么时候发货？",
  "주문한 상품이 아직 도착하지 않았습니다",
  "ฉันต้องการคืนสินค้า",
  "मेरा ऑर्डर नहीं आया",
  "הזמנה שלי לא הגיעה עדיין",
  "გამარჯობა ჩემი შეკვეთა არ მოსულა",
  "میخواهم سفارش را لغو کنم",
  "Bonjour, la bouilloire est cassée et je ne suis pas content",
  "Dove è il mio ordine? Non è arrivato",
  "ORD-4711",
  "4711",
  "DE89370400440532013000",
  "😡",
  "",
])("of %s no mood is told", (text) => {
  expect(wordOf(text)).toBeNull();
});

test.each([
  ["شكرا جزيلا لكم على المساعدة الرائعة في طلبي 4711", "content"],
  ["الخدمة سيئة جدا وأنا غاضب من هذا", "frustrated"],
  ["متى يصل طلبي من فضلكم؟ أريد أن أعرف هذا", "neutral"],
  ["¡Muchas gracias por la ayuda, es perfecto!", "content"],
  ["El servicio es pésimo y estoy muy enfadado", "frustrated"],
  ["No está mal la tetera", "neutral"],
  ["Hola, ¿cuándo llega mi pedido?", "neutral"],
  ["The kettle is not bad at all", "neutral"],
  ["It isn't terrible, I was never disappointed", "neutral"],
  ["The service is not only bad, it is a disgrace", "frustrated"],
  ["This is not good", "unhappy"],
  ["Das ist gar nicht schlecht", "neutral"],
  ["Das ist nicht nur schlecht, das ist eine Frechheit", "frustrated"],
  ["Ich bin nicht enttäuscht, danke", "content"],
  ["No, this is terrible", "frustrated"],
  ["WHERE IS MY ORDER ORD-4711", "frustrated"],
  ["WO IST MEINE BESTELLUNG", "frustrated"],
  ["My order is ORD-4711-ABCDEFGH", "neutral"],
  ["Please do not cancel my order", "neutral"],
  ["Do you have it with USB HDMI VGA?", "neutral"],
  ["Danke!", "content"],
  ["Thanks", "content"],
  ["Thank you so much!!", "content"],
  ["I have been waiting for weeks, this is the second time", "frustrated"],
  ["How long is the cable? How many times can I recharge it?", "neutral"],
  ["How long do I have to charge it?", "neutral"],
  ["How many times do I have to explain this?", "unhappy"],
  ["The battery lasts for hours", "neutral"],
  ["Wie lange dauert der Versand nach Wien?", "neutral"],
  ["Ich habe immer noch keine Antwort", "unhappy"],
  ["Wie oft muss ich das noch erklären?", "unhappy"],
  ["¿Cuántas veces puedo cargarlo?", "neutral"],
  ["Das ist mir zu teuer. Danke für nichts!", "unhappy"],
  ["Thanks for nothing, the kettle is on my table", "unhappy"],
  ["Gracias por nada", "unhappy"],
  ["Good morning, where is my parcel 4711?", "neutral"],
  ["Buenas tardes, ¿dónde está mi pedido?", "neutral"],
  ["Where is my parcel? Thanks in advance", "neutral"],
  ["Wie schnell ist der Versand?", "neutral"],
  ["It would be great if you could send it to my office", "neutral"],
  ["No thanks, I have one", "neutral"],
  ["I can't thank you enough", "content"],
  ["I couldn't be happier with it", "content"],
  ["Ich kann Ihnen gar nicht genug danken", "content"],
  ["isn't it great?", "neutral"],
  ["Is the kettle good for tea?", "neutral"],
  ["Super, schon wieder kaputt.", "unhappy"],
  ["Great, it is broken again.", "unhappy"],
  ["Genial, otra vez roto.", "unhappy"],
  ["Great, it works again!", "content"],
  ["Super, das ging schnell, danke!", "content"],
  ["I worried for no reason, all good", "content"],
])("%s: %s", (text, word) => {
  expect(wordOf(text)).toBe(word);
});

test("codes and names in capitals are no shouting, and a short answer is in the language of the conversation", () => {
  expect(wordOf("Where is my order?", "REFUNDS DEPT")).toBe("neutral");
  expect(wordOf("Where is my order?", "USB-C HDMI KABEL")).toBe("neutral");
  expect(wordOf("Where is my order?", "terrible")).toBe("frustrated");
  expect(wordOf("Where is my order?", "注文した商品の発送はいつですか。")).toBe("neutral");
});
