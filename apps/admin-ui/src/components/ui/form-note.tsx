import { formatProblem } from "../../lib/language/format-problem.ts";

interface FormNoteProps {
  mutation: { error: Error | null; isSuccess: boolean };
  /** The text after success; null when something has been changed since. */
  saved: string | null;
}

/** The result of saving, beside the button. */
export function FormNote({ mutation, saved }: FormNoteProps) {
  if (mutation.error) {
    return (
      <p role="alert" className="text-sm text-red-ink">
        {formatProblem(mutation.error)}
      </p>
    );
  }
  return <output className="text-sm text-ink-3">{mutation.isSuccess && saved}</output>;
}
