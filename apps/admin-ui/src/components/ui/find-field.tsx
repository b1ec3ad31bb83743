import { type FormEvent, useState } from "react";
import { TextField } from "./text-field.tsx";

interface FindFieldProps {
  label: string;
  placeholder: string;
  /** What is looked for now; another one from outside needs another `key`. */
  value: string;
  maxLength: number;
  /** With Enter, or when the field is left. Empty: everything is shown again. */
  onFind: (question: string) => void;
  className?: string;
}

/** A question to a list. */
export function FindField({ value, onFind, className, ...texts }: FindFieldProps) {
  const [asked, setAsked] = useState(value);
  const find = (event?: FormEvent) => {
    event?.preventDefault();
    if (asked.trim() !== value) onFind(asked.trim());
  };
  return (
    <form className={className} onSubmit={find}>
      <TextField {...texts} value={asked} onChange={({ target }) => setAsked(target.value)} onBlur={() => find()} />
    </form>
  );
}
