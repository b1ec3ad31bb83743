import { type InvalidEvent, useState } from "react";
import { fieldTexts } from "../../lib/language/field-texts.ts";
import { useTexts } from "../../lib/language/texts.ts";

type Input = HTMLInputElement | HTMLTextAreaElement;
type Kind = "missing" | "noEmail" | "noNumber" | "tooBig" | "tooSmall" | "wrong";

/** What a browser would say in a bubble of its own, said below the field; the first such field gets the focus. */
export function useOwnProblem() {
  const t = useTexts(fieldTexts);
  const [found, setFound] = useState<{ kind: Kind; limit: string } | null>(null);
  const onInvalid = (event: InvalidEvent<Input>) => {
    const field = event.currentTarget;
    event.preventDefault();
    setFound(problemOf(field));
    if (field.form?.querySelector("input:invalid, textarea:invalid") === field) field.focus();
  };
  const say = (kind: Kind, limit: string) => {
    const text = t[kind];
    return typeof text === "string" ? text : text(limit);
  };
  return {
    ownProblem: found ? say(found.kind, found.limit) : undefined,
    watch: { onInvalid, onInput: () => setFound(null) },
  };
}

function problemOf(field: Input): { kind: Kind; limit: string } {
  const { valueMissing, typeMismatch, badInput, stepMismatch, rangeOverflow, rangeUnderflow } = field.validity;
  if (valueMissing) return { kind: "missing", limit: "" };
  if (typeMismatch && field.type === "email") return { kind: "noEmail", limit: "" };
  if (badInput || stepMismatch) return { kind: "noNumber", limit: "" };
  if (rangeOverflow) return { kind: "tooBig", limit: field.getAttribute("max") ?? "" };
  if (rangeUnderflow) return { kind: "tooSmall", limit: field.getAttribute("min") ?? "" };
  return { kind: "wrong", limit: "" };
}
