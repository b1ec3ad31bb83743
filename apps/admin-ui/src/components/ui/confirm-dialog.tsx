import { useTexts } from "../../lib/language/texts.ts";
import { formatProblem } from "../../lib/language/format-problem.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { uiTexts } from "./ui-texts.ts";

interface ConfirmDialogProps {
  title: string;
  text: string;
  /** What the button does, as a verb. */
  confirm: string;
  isOpen: boolean;
  isBusy: boolean;
  error?: Error | null;
  /** What can be undone is not shown as dangerous. */
  look?: "danger" | "primary";
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks for confirmation of something that cannot be undone. */
export function ConfirmDialog({
  title,
  text,
  confirm,
  isOpen,
  isBusy,
  error,
  look = "danger",
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const t = useTexts(uiTexts);
  return (
    <Dialog title={title} description={text} isOpen={isOpen} onClose={onClose}>
      {error && (
        <p role="alert" className="mb-3 text-sm text-red-ink">
          {formatProblem(error)}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button look={look} isBusy={isBusy} onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}
