import { expect, test } from "vitest";
import { statementsIn } from "./statements-in.ts";

const answer = `Sure: {"brief":{"brief":[{"text":"A kettle leaks.","cites":[1]},{"text":"It is a \\"K2\\".","cites":[2,3]}]},"handover":{"intent":[{"text":"A new one.","cites":[4]}]}}`;

test("whole statements only, in their order, whatever the answer breaks off in", () => {
  const seen: string[] = [];
  for (let end = 0; end <= answer.length; end += 1) {
    const found = statementsIn(answer.slice(0, end));
    for (const { statement } of found)
      expect(["A kettle leaks. 1", 'It is a "K2". 2,3']).toContain(`${statement.text} ${statement.cites.join()}`);
    for (const { statement } of found.slice(seen.length)) seen.push(statement.text);
  }
  expect(seen).toEqual(["A kettle leaks.", 'It is a "K2".']);
});

test("what is no statement, or of no type, is left out", () => {
  expect(statementsIn("I cannot do that.")).toEqual([]);
  expect(statementsIn('{"brief": null, "poem": {"line": [{"text": "x", "cites": [1]}, 2]}')).toEqual([]);
});
