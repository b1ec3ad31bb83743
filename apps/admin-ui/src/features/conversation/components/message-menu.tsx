import { LIMITS } from "@chorus/contracts/limits";
import { isBlank } from "@chorus/contracts/text";
import { cutText } from "@chorus/contracts/cut-text";
import { deleteMessage, editMessage } from "@chorus/contracts/routes/messages";
import { reachOf } from "@chorus/contracts/permissions";
import { useMutation } from "@tanstack/react-query";
import { Ellipsis, Link2, Pencil, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { Menu, MenuItem } from "../../../components/ui/menu.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { showNotice } from "../../../lib/desk/notices.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { conversationTexts } from "../conversation-texts.ts";
import type { MessageRow } from "./timeline-rows.ts";

/** The actions on one message: its author edits it, its author or a supervisor deletes it, everybody can link to it. */
export function MessageMenu({ row, stored }: { row: MessageRow; stored: NonNullable<MessageRow["stored"]> }) {
  const t = useTexts(conversationTexts);
  const ui = useTexts(uiTexts);
  const { rest, user } = useDeskSession();
  const [asking, setAsking] = useState<"edit" | "delete" | null>(null);
  const close = () => setAsking(null);
  const params = { conversationId: stored.conversationId, messageId: stored.messageId };
  const remove = useMutation({ mutationFn: () => rest.call(deleteMessage, { params }), onSuccess: close });
  const mayDelete = row.isOwn || reachOf(user.role, "conversation.supervise") !== null;
  const copyLink = () => {
    const url = new URL(window.location.href);
    url.search = `?seq=${stored.seq}`;
    void navigator.clipboard.writeText(url.href).then(
      () => showNotice(t.linkCopied),
      () => showNotice(ui.copyByHand),
    );
  };
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={`${t.more}: ${cutText(row.body, 40)}`}
            className="inline-flex size-7 shrink-0 items-center justify-center self-center rounded-control text-ink-mute opacity-0 transition-opacity duration-150 group-hover:opacity-100 hover:bg-hover focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
          >
            <Ellipsis aria-hidden="true" size={15} />
          </button>
        }
      >
        {row.isOwn && (
          <MenuItem onSelect={() => setAsking("edit")}>
            <Pencil aria-hidden="true" size={14} className="text-ink-mute" />
            {t.edit}…
          </MenuItem>
        )}
        <MenuItem onSelect={copyLink}>
          <Link2 aria-hidden="true" size={14} className="text-ink-mute" />
          {t.copyLink}
        </MenuItem>
        {mayDelete && (
          <MenuItem onSelect={() => setAsking("delete")}>
            <Trash2 aria-hidden="true" size={14} className="text-danger" />
            {t.remove}…
          </MenuItem>
        )}
      </Menu>
      {asking === "edit" && <EditDialog body={row.body} params={params} isNote={row.kind === "note"} onClose={close} />}
      <ConfirmDialog
        title={t.removeTitle}
        text={t.removeText}
        confirm={t.remove}
        isOpen={asking === "delete"}
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={close}
      />
    </>
  );
}

interface EditDialogProps {
  body: string;
  params: { conversationId: string; messageId: string };
  isNote: boolean;
  onClose: () => void;
}

function EditDialog({ body, params, isNote, onClose }: EditDialogProps) {
  const t = useTexts(conversationTexts);
  const ui = useTexts(uiTexts);
  const { rest } = useDeskSession();
  const [text, setText] = useState(body);
  const edit = useMutation({
    mutationFn: () => rest.call(editMessage, { params, body: { body: text.trim() } }),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    edit.mutate();
  };
  const isUnchanged = isBlank(text) || text.trim() === body || text.length > LIMITS.bodyCharacters;
  return (
    <Dialog title={t.editTitle} isOpen onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextArea label={t.message} value={text} onChange={setText} look={isNote ? "note" : "plain"} />
        <FormNote mutation={edit} saved={null} />
        <div className="flex justify-end">
          <Button type="submit" look="primary" isBusy={edit.isPending} disabled={isUnchanged}>
            {ui.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
