/** Where an order stands. `sent`: on its way. */
export type OrderStage = "new" | "held" | "sent" | "delivered" | "canceled";

interface NamedOrder {
  stage: OrderStage;
  /** Units by SKU. */
  goods: Readonly<Record<string, number>>;
}

/** The orders that customers of the demo write about (AC-20418), by number: whoever names one is who ordered it. */
export const NAMED_ORDERS: ReadonlyMap<number, NamedOrder> = new Map([
  [20_377, { stage: "delivered", goods: { LYNX: 2, "DORM10-REGULAR": 1 } }],
  [20_418, { stage: "delivered", goods: { "FJELL-M-SPRUCE": 1 } }],
  [20_455, { stage: "delivered", goods: { "RAINTR-52": 1 } }],
  [20_533, { stage: "delivered", goods: { "NOMAD2-MOSS": 1 } }],
  [20_611, { stage: "delivered", goods: { "ARETE-CORK": 1, TIPS: 1, "TRAIL45-LONG-SLATE": 1 } }],
  [20_790, { stage: "delivered", goods: { "DORM0-REGULAR": 1, "DORM0-LONG": 1 } }],
  [20_821, { stage: "delivered", goods: { "HEATH-M-HEATHER": 1 } }],
  [20_822, { stage: "canceled", goods: { "HEATH-M-HEATHER": 1 } }],
  [20_951, { stage: "sent", goods: { "NOMAD1-MOSS": 1 } }],
  [21_063, { stage: "delivered", goods: { "NOMAD1-SAND": 1, LYNX: 1 } }],
  [21_077, { stage: "new", goods: { CRAMP: 1 } }],
]);
