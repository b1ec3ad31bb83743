/** Something that the demo shop sells: its values are in the order of the options. */
export interface DemoProduct {
  sku: string;
  title: string;
  category: DemoCategory;
  /** In cents, with tax. */
  price: number;
  options: readonly { name: string; values: readonly string[] }[];
  description: string;
}

export const DEMO_CATEGORIES = [
  "Tents",
  "Sleeping",
  "Backpacks",
  "Jackets",
  "Clothing",
  "Footwear",
  "Cooking",
  "On the way",
] as const;
export type DemoCategory = (typeof DEMO_CATEGORIES)[number];

const SIZES = "S, M, L, XL";

/** A category and what is in it: SKU, title, euros, options (`Size: S, M; Colour: Blue`), and what it is. */
const SHELVES: Record<DemoCategory, string> = {
  Tents: `
NOMAD1 | Nomad 1 | 249.00 | Colour: Moss, Sand | A tent for one, 1.1 kg with pegs and bag. Up in four minutes, also in rain.
NOMAD2 | Nomad 2 | 329.00 | Colour: Moss, Sand | The tent for two: two doors, two porches, 1.7 kg. Stands without pegs.
SKARN3 | Skarn 3 | 489.00 | Colour: Moss | Three people and four seasons. Poles that bend before they break, and a porch for wet boots.
TARP   | Lee tarp | 89.00 | Size: 3 x 3 m, 4 x 3 m | A roof for lunch in the rain. Twelve loops, lines included.
PEGS   | Tent pegs, set of ten | 19.00 | | Forged aluminium with a hook that holds in sand and heather, 14 g each.`,
  Sleeping: `
DORM0  | Dormouse 0 °C | 219.00 | Length: Regular, Long | Down sleeping bag for spring to autumn, 780 g. Responsible down, 700 cuin.
DORM10 | Dormouse -10 °C | 299.00 | Length: Regular, Long | The winter one, 1,120 g, with a collar that keeps the warmth in.
CLOUD9 | Cloud 9 pad | 129.00 | Width: Regular, Wide | Inflatable pad, 9 cm high, R 4.8. The valve is changed in a minute.
FOAM   | Slab foam mat | 29.00 | | Folds flat, cannot leak, weighs 380 g.
LINER  | Silk liner | 59.00 | | Adds three degrees and keeps the bag clean, 130 g.`,
  Backpacks: `
TRAIL25 | Trail 25 | 99.00 | Colour: Slate, Rust | For a day. Bottle pockets you can reach while walking.
TRAIL45 | Trail 45 | 159.00 | Back: Short, Long; Colour: Slate, Rust | For a hut tour. The back is adjusted in seconds.
TRAIL65 | Trail 65 | 199.00 | Back: Short, Long | For two weeks with a tent. Carries 20 kg without complaint.
COVER   | Rain cover | 24.00 | Size: 20-35 l, 40-70 l | Stays on in wind: two clips and a drawcord.
DRY     | Dry bags, set of three | 27.00 | | 5, 10 and 20 litres, each in another colour.`,
  Jackets: `
FJELL   | Fjell shell jacket | 189.00 | Size: ${SIZES}; Colour: Spruce, Night | Three layers, taped seams: dry all day. Fits a fleece below.
DRIZZLE | Drizzle jacket | 99.00 | Size: ${SIZES}; Colour: Sun, Night | Keeps a shower off and packs as small as an apple.
EMBERD  | Kindle down jacket | 179.00 | Size: ${SIZES} | 320 g of warmth for breaks and huts.
HEATH   | Heath fleece | 79.00 | Size: ${SIZES}; Colour: Heather, Slate | Recycled, warm, dries on the line overnight.
WIND    | Gust windshirt | 69.00 | Size: ${SIZES} | 90 g against the wind on the ridge.`,
  Clothing: `
MERINO  | Merino base layer | 69.00 | Size: ${SIZES}; Sleeve: Short, Long | Wool from farms without mulesing (RWS). Fresh for days.
RAINTR  | Fjell rain trousers | 119.00 | Size: 48, 50, 52, 54 | Zips to the hip: on and off over boots.
WALKTR  | Moor walking trousers | 89.00 | Size: 48, 50, 52, 54 | Stretch, four pockets, dry in an hour.
SOCKS   | Walking socks | 19.00 | Size: 36-39, 40-43, 44-47 | Merino with a flat toe seam. Three years, then a new pair.
KIDS    | Kids' rain set | 64.00 | Size: 104, 116, 122, 128 | Jacket and trousers with braces that grow along.`,
  Footwear: `
MOORMID | Moor Mid boots | 174.00 | Size: 38, 39, 40, 41, 42, 43, 44, 45 | Waterproof boots, also for wide feet. Can be resoled.
RIDGE   | Ridge boots | 219.00 | Size: 39, 40, 41, 42, 43, 44, 45 | Stiff enough for crampons, soft enough for the way home.
CREEK   | Creek sandals | 79.00 | Size: 38, 40, 42, 44 | For camp and river.
GAITER  | Gaiters | 39.00 | Size: M, L | Keep snow and stones out.
WAX     | Boot wax | 12.00 | | 100 ml of beeswax. Warm it with your hands.`,
  Cooking: `
EMBER   | Ember stove | 64.00 | | With a 0.6 litre pot. Takes cartridges with a thread (EN 417).
PREHEAT | Preheating stand | 12.00 | | Keeps the Ember going below -5 degrees.
POT     | Pot set | 49.00 | Size: 1 + 1.5 l, 1.5 + 2 l | Hard-anodised, one lid that fits both.
MUG     | Enamel mug | 14.00 | Colour: Moss, Rust, White | Holds 0.35 litres and survives the dishwasher.
FILTER  | Brook water filter | 44.00 | | A litre a minute from any brook; the filter lasts 1,500.`,
  "On the way": `
ARETE   | Arete poles | 109.00 | Grip: Cork, Foam | Aluminium: bends before it breaks, and bends back. 240 g each.
TIPS    | Spare tips | 8.00 | | A pair, for all Arete poles.
LYNX    | Lynx headlamp | 49.00 | | 350 lumen, red light for huts, charges by USB-C.
CRAMP   | Corrie crampons | 99.00 | | Ten points, for boots with a heel welt.
MAP     | Map case | 22.00 | | Takes a folded map and stays readable in rain.`,
};

export const demoProducts: readonly DemoProduct[] = DEMO_CATEGORIES.flatMap((category) =>
  SHELVES[category]
    .trim()
    .split("\n")
    .map((line) => productOf(category, line)),
);

function productOf(category: DemoCategory, line: string): DemoProduct {
  const [sku = "", title = "", euros = "", options = "", description = ""] = line.split("|").map((cell) => cell.trim());
  return { sku, title, category, price: Math.round(Number(euros) * 100), options: optionsOf(options), description };
}

function optionsOf(text: string): DemoProduct["options"] {
  if (text === "") return [];
  return text.split(";").map((part) => {
    const [name = "", values = ""] = part.split(":");
    return { name: name.trim(), values: values.split(",").map((value) => value.trim()) };
  });
}
