import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { findByWords } from "../src/search/search-conversations.ts";
import { startSummaries, type Summaries } from "./harness.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/** What was written, what finds it, and what does not. */
const CASES: { text: string; by: string[]; notBy?: string[] }[] = [
  {
    text: "My order is ORD-4711 and it has not arrived.",
    by: ["4711", "-4711", "#4711", "ORD-4711", "ord4711", "ORD 4711", "arrive", '"has not arrived"', "(4711)"],
    notBy: ["471", "4712", '"arrived not"', "order -arrived"],
  },
  {
    text: "See https://shop.example/products/red-kettle-2000?ref=mail_5512 for it.",
    by: ["kettle", "kettles", "2000", "red kettle", "red-kettle-2000", "5512", "shop.example", "products"],
  },
  {
    text: "The wifi/bluetooth module of the FreshBrew3000 hangs.",
    by: ["bluetooth", "wifi", "FreshBrew", "brew", "3000", "freshbrew3000", "FreshBrew 3000"],
  },
  {
    text: "Sie haben 1.249,00 € abgebucht, nicht −1.349,50.",
    by: ["1249", "1.249,00", "1249.00", "1,249", "1349", "1.349,50", "-1349"],
    notBy: ["1248"],
  },
  {
    text: "Call me: +49 (0)151 2345678, parcel 0034 0434 1234",
    by: [
      ...["2345678", "003404341234", "0151 2345678", "0034-0434-1234"],
      ...["+491512345678", "+49 151 2345678", "+49 (0)151 2345678", "00491512345678", "01512345678", "491512345678"],
    ],
    notBy: ["+491512345679", "+1512345670"],
  },
  { text: "Ich bin unter 0176/9988776 erreichbar", by: ["+491769988776", "+49 176 9988776", "01769988776"] },
  { text: "Llámeme al +34 912 345 678", by: ["+34912345678", "0034912345678", "912345678", "912 345 678"] },
  {
    text: "Part №7788±2, §9911 (alt: x7799y), price=6655; ~6644~ ”6633“",
    by: ["7788", "9911", "7799", "6655", "6644", "6633", "x7799y"],
  },
  {
    text: "Write to jean.dupont+shop88@mail.example",
    by: ["dupont", "jean.dupont", "shop88", "mail.example", "jean.dupont+shop88@mail.example"],
  },
  {
    text: "注文した商品の発送はいつですか。",
    by: ["発送", "商品", "商", "注文 発送", "商品の発送"],
    notBy: ["返金", "送発"],
  },
  { text: "请问我的订单什么时候发货？ﾃﾚﾋﾞ", by: ["订单", "发货", "订单 发货", "テレビ", "货"], notBy: ["退款"] },
  { text: "주문한 상품이 아직 도착하지 않았습니다", by: ["상품", "주문", "도착"], notBy: ["환불"] },
  { text: "ฉันต้องการคืนสินค้า", by: ["คืน", "สินค้า"], notBy: ["ราคา"] },
  {
    text: "¿Puedo pedir una devolución? La cafetería cerró.",
    by: ["devolucion", "devoluciones", "Devolución", "DEVOLUCIÓN", "cafeteria", "cerro", "devolucio\u0301n"],
  },
  { text: "Vuestras promociones y los pedidos no llegan", by: ["promocion", "promoción", "pedido"] },
  {
    text: "لم تصل الطلبيّة رقم ٤٧٨٩ إلى المدرسة",
    by: ["طلبية", "الطلبيه", "4789", "٤٧٨٩", "الى", "مدرسة"],
    notBy: ["4780"],
  },
  { text: "می‌خواهم سفارش را لغو کنم", by: ["میخواهم", "سفارش", "لغو كنم"] },
  {
    text: "Die Tür ist schön, Herr Müller, Straße 5",
    by: ["tuer", "Tür", "tur", "schoen", "schön", "Mueller", "muller", "strasse", "Mu\u0308ller", "türen"],
  },
  {
    text: "Call me: 030/12 34 56 78, or +44 20 7946 0958",
    by: ["12345678", "03012345678", "030 12345678", "79460958", "2079460958", "7946 0958"],
    notBy: ["23456789"],
  },
  { text: "Un cafe\u0301 et un crème brûlée, s'il vous plaît", by: ["café", "cafe", "creme", "brulee", "plait"] },
  { text: "Zażółć gęślą Łódź, Ærø", by: ["zazolc", "lodz", "łódź", "aero"] },
  { text: "मेरा ऑर्डर नहीं आया", by: ["ऑर्डर", "आया"] },
];

let all: Summaries;
let tenantId: string;
const conversations = new Map<string, string>();

beforeAll(async () => {
  all = await startSummaries(12);
  const tenant = await all.chat.tenant();
  tenantId = tenant.id;
  for (const { text } of CASES)
    conversations.set(text, await all.chat.conversation(await all.chat.customer(tenant), text));
  await until(
    () =>
      all.chat.database.readTenant(tenantId, async (tx) => {
        const rows = await tx.selectFrom("search_documents").select("seq").execute();
        return rows.length >= CASES.length;
      }),
    { timeoutMs: 60_000 },
  );
});
afterAll(() => all[Symbol.asyncDispose]());

const isFound = async (q: string, text: string) =>
  (await all.chat.database.readTenant(tenantId, (tx) => findByWords(tx, q))).some(
    ({ conversation_id: id }) => id === conversations.get(text),
  );

test.each(CASES)("$text", async ({ text, by, notBy = [] }) => {
  const misses: string[] = [];
  const tooMany: string[] = [];
  for (const q of by) if (!(await isFound(q, text))) misses.push(q);
  for (const q of notBy) if (await isFound(q, text)) tooMany.push(q);
  expect({ misses, tooMany }).toEqual({ misses: [], tooMany: [] });
});

test.each([
  "",
  '"',
  "- - -",
  "& | ! ( ) :*",
  "'; drop table",
  "-only",
  "or",
  "or or",
  "\\",
  "<->",
  "a".repeat(500),
  "漢".repeat(500),
  "1 ".repeat(300),
])("whatever is asked (%s), Postgres can read it", async (q) => {
  await expect(isFound(q, "")).resolves.toBe(false);
});
