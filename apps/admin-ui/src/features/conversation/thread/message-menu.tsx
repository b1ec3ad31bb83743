import { cutText } from "@chorus/contracts/cut-text";
import { deleteMessage } from "@chorus/contracts/routes/messages";
import { reachOf } from "@chorus/contracts/permissions";
import { useMutation } from "@tanstack/react-query";
import { Ellipsis, Link2, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { Menu, MenuItem } from "../../../components/ui/menu.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { showNotice } from "../../../lib/desk/notices.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { conversationTexts } from "../conversation-texts.ts";
import type { MessageRow } from "./timeline-rows.ts";

interface MessageMenuProps {
  row: MessageRow;
  stored: NonNullable<MessageRow["stored"]>;
  onEdit: () => void;
}

/** The actions on one message: its author edits it, its author or a supervisor deletes it, everybody can link to it. */
export function MessageMenu({ row, stored, onEdit }: MessageMenuProps) {
  const t = useTexts(conversationTexts);
  const ui = useTexts(uiTexts);
  const { rest, user } = useDeskSession();
  const [isAsking, setIsAsking] = useState(false);
  const close = () => setIsAsking(false);
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
            className="inline-flex size-7 shrink-0 items-center justify-center self-start mt-0.5 rounded-control text-ink-3 opacity-0 transition-opacity duration-150 group-hover:opacity-100 hover:bg-hover focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
          >
            <Ellipsis aria-hidden="true" size={15} />
          </button>
        }
      >
        {row.isOwn && (
          <MenuItem onSelect={onEdit}>
            <Pencil aria-hidden="true" size={14} className="text-ink-3" />
            {t.edit}
          </MenuItem>
        )}
        <MenuItem onSelect={copyLink}>
          <Link2 aria-hidden="true" size={14} className="text-ink-3" />
          {t.copyLink}
        </MenuItem>
        {mayDelete && (
          <MenuItem onSelect={() => setIsAsking(true)}>
            <Trash2 aria-hidden="true" size={14} className="text-red-ink" />
            {t.remove}…
          </MenuItem>
        )}
      </Menu>
      <ConfirmDialog
        title={t.removeTitle}
        text={t.removeText}
        confirm={t.remove}
        isOpen={isAsking}
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={close}
      />
    </>
  );
}
