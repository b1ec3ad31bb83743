import type { Conversation } from "@chorus/contracts/entities/conversation";
import { transferConversation } from "@chorus/contracts/routes/conversations";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Combobox } from "../../../components/ui/combobox.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { placeConversation } from "../../../lib/desk/conversation-lists.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { BriefNote } from "../../summaries/components/brief-note.tsx";
import { conversationTexts } from "../conversation-texts.ts";
import { useTransferTargets } from "./use-transfer-targets.tsx";

interface TransferDialogProps {
  conversation: Conversation;
  onClose: () => void;
}

/** Transfers to a colleague or a team's queue, together with a note. */
export function TransferDialog({ conversation, onClose }: TransferDialogProps) {
  const t = useTexts(conversationTexts);
  const ui = useTexts(uiTexts);
  const { rest, queryClient, user } = useDeskSession();
  const targets = useTransferTargets(conversation.assignee?.id ?? null);
  const [target, setTarget] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const transfer = useMutation({
    mutationFn: () => {
      const [kind, id] = (target ?? "").split(":");
      const to = kind === "team" ? { teamId: id } : { agentId: id };
      const text = note.trim();
      const params = { conversationId: conversation.id };
      return rest.call(transferConversation, { params, body: { ...to, ...(text && { note: text }) } });
    },
    onSuccess: (answer) => {
      placeConversation(queryClient, answer.conversation, user.id);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (target !== null) transfer.mutate();
  };
  return (
    <Dialog title={t.transferTitle} description={t.transferText} isOpen onClose={onClose}>
      <BriefNote conversationId={conversation.id} />
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Combobox
          label={t.transferTo}
          placeholder={t.transferWhom}
          choices={targets}
          value={target}
          onChange={setTarget}
        />
        <TextArea label={t.note} value={note} onChange={setNote} look="note" rows={3} />
        <FormNote mutation={transfer} saved={null} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" look="primary" isBusy={transfer.isPending} disabled={target === null}>
            {t.transfer}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
