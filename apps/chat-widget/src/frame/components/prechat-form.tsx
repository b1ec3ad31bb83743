import type { PrechatField } from "@chorus/contracts/entities/tenant";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Introduction } from "../early-message.ts";
import { say } from "../language.ts";
import type { ParentPage } from "../parent-page.ts";
import { useReadable } from "../use-readable.ts";

interface PrechatFormProps {
  fields: readonly PrechatField[];
  page: ParentPage;
  onDone: (introduction: Introduction) => void;
}

const LABELS = { name: "yourName", email: "yourEmail", question: "yourQuestion" } as const;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** A name's and a conversation subject's limits. */
const MAX_CHARACTERS = { name: 120, email: 254, question: 200 };

/** What the company wants to know first. Errors stand at their fields, and the first one gets the focus. */
export function PrechatForm({ fields, page, onDone }: PrechatFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const isOpen = useReadable(page.isOpen);
  useEffect(() => {
    if (isOpen) form.current?.querySelector("input")?.focus();
  }, [isOpen]);

  const submit = (event: Event) => {
    event.preventDefault();
    if (!form.current) return;
    const values = new FormData(form.current);
    const introduction: Introduction = {};
    const found: Record<string, string> = {};
    for (const { kind, required } of fields) {
      const given = values.get(kind);
      const value = typeof given === "string" ? given.trim() : "";
      if (value === "" && required) found[kind] = say("needed");
      else if (value !== "" && kind === "email" && !EMAIL.test(value)) found[kind] = say("emailLooksWrong");
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
            {label || say(LABELS[kind])}
            {!required && <small> ({say("optional")})</small>}
          </span>
          <input
            name={kind}
            type="text"
            inputMode={kind === "email" ? "email" : "text"}
            dir="auto"
            autocomplete={kind === "question" ? "off" : kind}
            maxLength={MAX_CHARACTERS[kind]}
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
        {say("startChat")}
      </button>
    </form>
  );
}
