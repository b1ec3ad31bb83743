import { useBlocker } from "@tanstack/react-router";
import { useTexts } from "../../lib/language/texts.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { uiTexts } from "./ui-texts.ts";

/** While it is shown, another page is opened only after a question. */
export function UnsavedGuard() {
  const t = useTexts(uiTexts);
  const blocker = useBlocker({ shouldBlockFn: () => true, enableBeforeUnload: true, withResolver: true });
  return (
    <ConfirmDialog
      title={t.unsaved}
      text={t.leave}
      confirm={t.leaveNow}
      isOpen={blocker.status === "blocked"}
      isBusy={false}
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    />
  );
}
