import { isEmail, MAX_EMAIL_CHARACTERS, tidyEmail } from "@chorus/contracts/email";
import type { PrechatField } from "@chorus/contracts/entities/tenant";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Introduction } from "../tabs/pending-first-message.ts";
import { translate } from "../state/language.ts";
import type { ParentPage } from "../state/parent-page.ts";
import { useReadable } from "../state/use-readable.ts";

interface PrechatFormProps {
  fields: readonly PrechatField[];
  page: ParentPage;
  /** What was entered before and which of it the server refused. */
  before?: { introduction: Introduction; refused: readonly (keyof Introduction)[] } | undefined;
  onDone: (introduction: Introduction) => void;
}

const LABELS = { name: "yourName", email: "yourEmail", question: "yourQuestion" } as const;
const WRONG = { name: "nameLooksWrong", email: "emailLooksWrong", question: "notSentInvalid" } as const;
/** A name's and a conversation subject's limits. */
const MAX_CHARACTERS = { name: 120, email: MAX_EMAIL_CHARACTERS, question: 200 };

/** The form before the first message. Errors are shown at their fields, and the first one gets the focus. */
export function PrechatForm({ fields, page, before, onDone }: PrechatFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Record<string, string>>(() =>
    Object.fromEntries((before?.refused ?? []).map((kind) => [kind, translate(WRONG[kind])])),
  );
  const mayFocus = useReadable(page.mayFocus);
  useEffect(() => {
    if (mayFocus) form.current?.querySelector("input")?.focus();
  }, [mayFocus]);

  const submit = (event: Event) => {
    event.preventDefault();
    if (!form.current) return;
    const values = new FormData(form.current);
    const introduction: Introduction = {};
    const found: Record<string, string> = {};
    for (const { kind, required } of fields) {
      const given = values.get(kind);
      const typed = typeof given === "string" ? given.trim() : "";
      const value = kind === "email" ? tidyEmail(typed) : typed;
      const excess = value.length - MAX_CHARACTERS[kind];
      if (value === "" && required) found[kind] = translate("needed");
      else if (excess > 0) found[kind] = translate("tooLong", { count: String(excess) });
      else if (value !== "" && kind === "email" && !isEmail(value)) found[kind] = translate("emailLooksWrong");
      else if (value !== "") introduction[kind] = value;
    }
    setErrors(found);
    const first = fields.find((field) => found[field.kind]);
    if (first) form.current.querySelector<HTMLInputElement>(`[name=${first.kind}]`)?.focus();
    else onDone(introduction);
  };
  return (
    <form ref={form} class="prechat" noValidate onSubmit={submit}>
      {fields.map(({ kind, label, required }) => (
        <label key={kind}>
          <span dir="auto">
            {label || translate(LABELS[kind])}
            {!required && <small> ({translate("optional")})</small>}
          </span>
          <input
            name={kind}
            type="text"
            inputMode={kind === "email" ? "email" : "text"}
            dir="auto"
            autocomplete={kind === "question" ? "off" : kind}
            defaultValue={before?.introduction[kind] ?? ""}
            required={required}
            aria-invalid={errors[kind] !== undefined}
            aria-describedby={errors[kind] ? `${kind}-error` : undefined}
          />
          {errors[kind] && (
            <small class="problem" id={`${kind}-error`}>
              {errors[kind]}
            </small>
          )}
        </label>
      ))}
      <button type="submit" class="primary">
        {translate("startChat")}
      </button>
    </form>
  );
}
