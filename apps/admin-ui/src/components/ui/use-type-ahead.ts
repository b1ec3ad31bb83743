import { useRef } from "react";
import { foldText } from "../../lib/language/fold-text.ts";

/** Letters within this time belong together. */
const TOGETHER_MS = 700;

/** Which choice the letters typed so far lead to: the next one that begins with them, else the present one. */
export function useTypeAhead(choices: readonly { label: string }[]): (letter: string, current: number) => number {
  const typed = useRef({ letters: "", atMs: 0 });
  return (letter, current) => {
    const nowMs = Date.now();
    const isNew = nowMs - typed.current.atMs > TOGETHER_MS;
    const letters = foldText(isNew ? letter : typed.current.letters + letter);
    typed.current = { letters, atMs: nowMs };
    const order = choices.map((_, index) => (current + (isNew ? 1 : 0) + index) % choices.length);
    return order.find((index) => foldText(choices[index]?.label ?? "").startsWith(letters)) ?? current;
  };
}
