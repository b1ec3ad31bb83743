/** Units that are wanted of a variant; several demands may be for one variant. */
export interface Demand {
  /** Of whoever wants them: a line of an order, or a variant of a cart. */
  key: string;
  variantId: string;
  quantity: number;
}

/** The units that are counted, of lines: what is not counted is always there. */
export function demandsOf(lines: readonly (Demand & { isTracked: boolean })[]): Demand[] {
  return lines.flatMap(({ key, variantId, quantity, isTracked }) => (isTracked ? [{ key, variantId, quantity }] : []));
}

/** Units of a variant at a location that nobody else has or holds. */
export interface Free {
  variantId: string;
  locationId: string;
  rank: number;
  quantity: number;
}

export interface Share {
  key: string;
  variantId: string;
  locationId: string;
  quantity: number;
}

export interface Shortage {
  variantId: string;
  wanted: number;
  available: number;
}

/**
 * From where the units come: all from one location where one has all, the lowest rank first; else each demand from as few
 * as its order of ranks allows. Units of a variant are alike, so that a split is found whenever there are enough.
 * @returns what is missing when there are not enough of some variant
 */
export function planAllocation(
  demands: readonly Demand[],
  free: readonly Free[],
): { shares: Share[] } | { shortages: Shortage[] } {
  const wanted = totals(demands);
  // What was promised and then lost leaves a location with less than nothing.
  const there = free.filter(({ quantity }) => quantity > 0);
  const available = totals(there);
  const shortages = [...wanted].flatMap(([variantId, quantity]) => {
    const most = available.get(variantId) ?? 0;
    return most < quantity ? [{ variantId, wanted: quantity, available: most }] : [];
  });
  if (shortages.length > 0) return { shortages };
  const byRank = there.toSorted(
    (left, right) => left.rank - right.rank || (left.locationId < right.locationId ? -1 : 1),
  );
  const whole = byRank.find(({ locationId }) => hasAll(byRank, locationId, wanted));
  const used = whole ? byRank.filter(({ locationId }) => locationId === whole.locationId) : byRank;
  const left = new Map(used.map((one) => [one, one.quantity]));
  const shares: Share[] = [];
  for (const { key, variantId, quantity } of demands) {
    let missing = quantity;
    for (const place of used) {
      const taken = place.variantId === variantId ? Math.min(missing, left.get(place) ?? 0) : 0;
      if (taken === 0) continue;
      left.set(place, (left.get(place) ?? 0) - taken);
      missing -= taken;
      shares.push({ key, variantId, locationId: place.locationId, quantity: taken });
    }
  }
  return { shares };
}

function hasAll(free: readonly Free[], locationId: string, wanted: ReadonlyMap<string, number>): boolean {
  const here = totals(free.filter((one) => one.locationId === locationId));
  return [...wanted].every(([variantId, quantity]) => (here.get(variantId) ?? 0) >= quantity);
}

function totals(parts: readonly { variantId: string; quantity: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { variantId, quantity } of parts) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity);
  return sums;
}
