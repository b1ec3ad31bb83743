import { describe, expect, it } from "vitest";
import { MAX_BUFFERED, Sequencer } from "./sequencer.ts";

const event = (seq: number) => ({ seq });
const seqs = (items: { seq: number }[]) => items.map(({ seq }) => seq);

function started(position: number): Sequencer<{ seq: number }> {
  const sequencer = new Sequencer<{ seq: number }>();
  sequencer.start(position);
  return sequencer;
}

describe("Sequencer", () => {
  it("passes what is next and drops what is old", () => {
    const sequencer = started(3);
    expect(seqs(sequencer.take(event(4)))).toEqual([4]);
    expect(seqs(sequencer.take(event(4)))).toEqual([]);
    expect(seqs(sequencer.take(event(2)))).toEqual([]);
    expect(sequencer.position).toBe(4);
  });

  it("holds what comes too early until the hole is filled", () => {
    const sequencer = started(0);
    expect(seqs(sequencer.take(event(3)))).toEqual([]);
    expect(sequencer.missing()).toEqual({ fromSeq: 1, toSeq: 2 });
    expect(seqs(sequencer.take(event(1)))).toEqual([1]);
    expect(seqs(sequencer.take(event(2)))).toEqual([2, 3]);
    expect(sequencer.missing()).toBeNull();
  });

  it("holds everything before it knows where the stream begins", () => {
    const sequencer = new Sequencer<{ seq: number }>();
    for (const seq of [7, 5, 6, 9]) expect(sequencer.take(event(seq))).toEqual([]);
    expect(seqs(sequencer.start(5))).toEqual([6, 7]);
    expect(sequencer.missing()).toEqual({ fromSeq: 8, toSeq: 8 });
    expect(seqs(sequencer.start(0))).toEqual([]);
  });

  it("knows of a lost tail from a head alone", () => {
    const sequencer = started(4);
    sequencer.recordHead(6);
    expect(sequencer.missing()).toEqual({ fromSeq: 5, toSeq: 6 });
  });

  it("gives up when more than 64 wait for a hole", () => {
    const sequencer = started(0);
    for (let seq = 2; seq < 2 + MAX_BUFFERED; seq += 1) sequencer.take(event(seq));
    expect(sequencer.isOverfull).toBe(false);
    sequencer.take(event(2 + MAX_BUFFERED));
    expect(sequencer.isOverfull).toBe(true);
    expect(sequencer.bufferedCount).toBe(MAX_BUFFERED);
  });

  it("keeps the newest while nobody reads yet", () => {
    const sequencer = new Sequencer<{ seq: number }>();
    for (let seq = 1; seq <= MAX_BUFFERED + 5; seq += 1) sequencer.take(event(seq));
    expect(sequencer.isOverfull).toBe(false);
    expect(seqs(sequencer.start(MAX_BUFFERED))).toEqual([65, 66, 67, 68, 69]);
  });
});
