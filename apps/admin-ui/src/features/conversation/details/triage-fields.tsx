import type { Conversation } from "@chorus/contracts/entities/conversation";
import { Priority } from "@chorus/contracts/entities/conversation";
import { reachOf } from "@chorus/contracts/permissions";
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Menu, MenuChoice } from "../../../components/ui/menu.tsx";
import { PriorityBars } from "../../../components/ui/priority-bars.tsx";
import { useCommands } from "../../../lib/desk/commands.ts";
import { commandTexts } from "../../commands/command-texts.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useConversationAction } from "../api/use-conversation-action.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { detailsTexts } from "../details-texts.ts";
import { AssignMenu } from "../header/assign-menu.tsx";
import { ConversationTags } from "./conversation-tags.tsx";

/** Assignee, priority and tags, changed where they stand; visible for everybody, changed by those with the permission. */
export function TriageFields({ conversation }: { conversation: Conversation }) {
  const t = useTexts(conversationTexts);
  const d = useTexts(detailsTexts);
  const { user } = useDeskSession();
  const { tags, status, assignee, team, subject } = conversation;
  const isOpen = status !== "closed";
  const canOrganise = reachOf(user.role, "conversation.organise") !== null && isOpen;
  const canAssign = reachOf(user.role, "conversation.work") !== null && isOpen;
  return (
    <dl className="flex flex-col text-sm">
      <Field label={d.assignee}>
        {canAssign ? (
          <span className="-ml-1.5">
            <AssignMenu conversation={conversation} />
          </span>
        ) : (
          <bdi>{assignee?.name ?? d.nobody}</bdi>
        )}
      </Field>
      <Field label={t.priority}>
        <PriorityField conversation={conversation} canChange={canOrganise} />
      </Field>
      {(canOrganise || tags.length > 0) && (
        <Field label={t.tags}>
          <ConversationTags conversation={conversation} canChange={canOrganise} />
        </Field>
      )}
      {team && (
        <Field label={d.team}>
          <bdi>{team.name}</bdi>
        </Field>
      )}
      {subject && (
        <Field label={d.subject}>
          <bdi className="break-words">{subject}</bdi>
        </Field>
      )}
    </dl>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid min-h-8 grid-cols-[76px_minmax(0,1fr)] items-center">
      <dt className="text-xs font-[450] text-ink-3">{label}</dt>
      <dd className="min-w-0 font-medium">{children}</dd>
    </div>
  );
}

function PriorityField({ conversation, canChange }: { conversation: Conversation; canChange: boolean }) {
  const t = useTexts(conversationTexts);
  const words = useTexts(commandTexts);
  const action = useConversationAction(conversation.id);
  const { priority } = conversation;
  const shown = (value: Priority) => (
    <>
      <PriorityBars priority={value} />
      {t.priorities[value]}
    </>
  );
  const prioritise = (value: Priority) => action.mutate({ do: "organise", change: { priority: value } });
  useCommands(
    canChange
      ? Priority.options.map((value) => ({
          id: `priority-${value}`,
          label: words.prioritise(t.priorities[value]),
          run: () => prioritise(value),
        }))
      : [],
  );
  if (!canChange) return <span className="inline-flex items-center gap-1.5">{shown(priority)}</span>;
  return (
    <Menu
      align="start"
      trigger={
        <Button look="quiet" className="-ml-1.5 h-7 px-1.5 text-ink">
          <span className="sr-only">{t.priority}: </span>
          {shown(priority)}
          <ChevronDown aria-hidden="true" size={14} className="text-ink-3" />
        </Button>
      }
    >
      <MenuChoice
        label={t.priority}
        value={priority}
        choices={Priority.options.map((value) => ({ value, content: shown(value) }))}
        onChoose={prioritise}
      />
    </Menu>
  );
}
