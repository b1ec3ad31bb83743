import type { Conversation } from "@chorus/contracts/entities/conversation";
import { transferConversation } from "@chorus/contracts/routes/conversations";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { placeConversation } from "../../../lib/desk/conversation-lists.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { BriefNote } from "../../summaries/components/brief-tooltip.tsx";
import { useTeams } from "../../people/api/use-teams.ts";
import { useColleagues } from "../api/use-colleagues.ts";
import { conversationTexts } from "../conversation-texts.ts";

/** Transfers to a colleague or a team's queue, together with a note. */
export function TransferDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const t = useTexts(conversationTexts);
  const { rest, queryClient, user } = useDeskSession();
  const colleagues = useColleagues();
  const teams = useTeams();
  const people = (colleagues.data ?? []).filter((person) => person.id !== conversation.assignee?.id);
  const [chosen, setChosen] = useState("");
  const [note, setNote] = useState("");
  const targets = [
    ...people.map(({ id, name }) => ({ value: `agent:${id}`, label: id === user.id ? `${name} ✓` : name })),
    ...(teams.data ?? []).map(({ id, name }) => ({ value: `team:${id}`, label: `${t.toTeams}: ${name}` })),
  ];
  const target = chosen || (targets[0]?.value ?? "");
  const transfer = useMutation({
    mutationFn: () => {
      const [kind, id] = target.split(":");
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
    transfer.mutate();
  };
  return (
    <Dialog title={t.transferTitle} description={t.transferText} isOpen onClose={onClose}>
      <BriefNote conversationId={conversation.id} />
      <form onSubmit={submit} className="flex flex-col gap-4">
        <SelectField
          label={t.transferTo}
          choices={targets}
          value={target}
          onChange={(event) => setChosen(event.target.value)}
          required
        />
        <TextArea label={t.note} value={note} onChange={setNote} look="note" />
        <FormNote mutation={transfer} saved={null} />
        <div className="flex justify-end">
          <Button type="submit" look="primary" isBusy={transfer.isPending} disabled={target === ""}>
            {t.transfer}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
