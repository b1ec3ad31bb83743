import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Sequencer } from "./sequencer.ts";

describe("Sequencer", () => {
  it("passes every event once and in order, whatever order and repetition they come in", () => {
    const arrivals = fc
      .integer({ min: 1, max: 60 })
      .chain((count) =>
        fc.tuple(
          fc.integer({ min: 0, max: count }),
          fc.shuffledSubarray([...Array(count).keys()], { minLength: count }),
          fc.array(fc.nat({ max: count - 1 }), { maxLength: 20 }),
          fc.nat({ max: count }),
        ),
      );
    fc.assert(
      fc.property(arrivals, ([position, order, repeats, startsAfter]) => {
        const sequencer = new Sequencer<{ seq: number }>();
        const passed: number[] = [];
        const note = (items: { seq: number }[]) => passed.push(...items.map(({ seq }) => seq));
        for (const [index, offset] of [...order, ...repeats].entries()) {
          if (index === startsAfter) note(sequencer.start(position));
          note(sequencer.take({ seq: offset + 1 }));
        }
        note(sequencer.start(position));
        expect(passed).toEqual(Array.from({ length: order.length - position }, (_, index) => position + 1 + index));
      }),
      { numRuns: 2_000 },
    );
  });
});
