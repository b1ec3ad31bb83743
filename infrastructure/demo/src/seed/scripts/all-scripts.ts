import type { Script } from "./script.ts";
import { billingScripts } from "./billing.ts";
import { deliveryScripts } from "./delivery.ts";
import { otherLanguageScripts } from "./other-languages.ts";
import { tourScript } from "./planning-a-tour.ts";
import { productScripts } from "./products.ts";
import { returnScripts } from "./returns-and-sizes.ts";

/** Shuffled like a real week: one of each subject in turn. */
export const demoScripts: readonly Script[] = interleave([
  deliveryScripts,
  returnScripts,
  billingScripts,
  productScripts,
  otherLanguageScripts,
  [tourScript],
]);

function interleave(lists: readonly (readonly Script[])[]): Script[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}
