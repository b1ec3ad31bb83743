import { isOfInputMethod } from "@chorus/client-sdk/input-method";
import { LIMITS } from "@chorus/contracts/limits";
import { editMessage } from "@chorus/contracts/routes/messages";
import { isBlank } from "@chorus/contracts/text";
import { useMutation } from "@tanstack/react-query";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { classNames } from "../../../lib/browser/class-names.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { conversationTexts } from "../conversation-texts.ts";
import type { MessageRow } from "./timeline-rows.ts";

interface MessageEditorProps {
  row: MessageRow;
  stored: NonNullable<MessageRow["stored"]>;
  onClose: () => void;
}

/** One's own message, edited where it stands: Enter saves, Escape cancels. */
export function MessageEditor({ row, stored, onClose }: MessageEditorProps) {
  const t = useTexts(conversationTexts);
  const ui = useTexts(uiTexts);
  const { rest } = useDeskSession();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(row.body);
  const edit = useMutation({
    mutationFn: () =>
      rest.call(editMessage, {
        params: { conversationId: stored.conversationId, messageId: stored.messageId },
        body: { body: text.trim() },
      }),
    onSuccess: onClose,
  });
  const excess = text.length - LIMITS.bodyCharacters;
  const isUnchanged = isBlank(text) || text.trim() === row.body || excess > 0;
  const save = () => {
    if (!isUnchanged) edit.mutate();
  };
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isOfInputMethod(event.nativeEvent)) return;
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter" && !event.shiftKey) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className={classNames(
        "flex w-[min(520px,70vw)] flex-col gap-1.5 rounded-card p-1.5",
        row.kind === "note" ? "bg-note text-note-ink inset-ring inset-ring-note-line" : "bg-own text-own-ink",
      )}
    >
      <textarea
        ref={field}
        aria-label={t.editTitle}
        dir="auto"
        rows={Math.min(8, text.split("\n").length + 1)}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="w-full resize-none rounded-control bg-transparent px-1.5 py-1 text-base"
      />
      {excess > 0 && <output className="px-1.5 text-xs text-red-ink">{ui.tooMany(excess)}</output>}
      <FormNote mutation={edit} saved={null} />
      <div className="flex justify-end gap-1.5">
        <Button look="quiet" className="h-7" onClick={onClose}>
          {ui.cancel}
        </Button>
        <Button look="primary" className="h-7" isBusy={edit.isPending} disabled={isUnchanged} onClick={save}>
          {ui.save}
        </Button>
      </div>
    </div>
  );
}
