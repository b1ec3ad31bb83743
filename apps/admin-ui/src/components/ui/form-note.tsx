import { formatProblem } from "../../lib/language/format-problem.ts";

interface FormNoteProps {
  mutation: { error: Error | null; isSuccess: boolean };
  /** What to say after it worked; null when something has been changed since. */
  saved: string | null;
}

/** How saving went, beside the button that did it. */
export function FormNote({ mutation, saved }: FormNoteProps) {
  if (mutation.error) {
    return (
      <p role="alert" className="text-sm text-danger">
        {formatProblem(mutation.error)}
      </p>
    );
  }
  return <output className="text-sm text-ink-mute">{mutation.isSuccess && saved}</output>;
}
