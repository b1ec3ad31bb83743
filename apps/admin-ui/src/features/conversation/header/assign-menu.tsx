import type { Conversation } from "@chorus/contracts/entities/conversation";
import type { AgentSummary } from "@chorus/contracts/entities/people";
import { reachOf } from "@chorus/contracts/permissions";
import { Check, ChevronDown, UserRoundX } from "lucide-react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "../../../components/ui/menu.tsx";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { detailsTexts } from "../details-texts.ts";
import { useColleagues } from "../api/use-colleagues.ts";
import { useConversationAction } from "../api/use-conversation-action.ts";

export function AssignMenu({ conversation }: { conversation: Conversation }) {
  const d = useTexts(detailsTexts);
  const { user, presence } = useDeskSession();
  const people = useReadable(presence.people);
  const action = useConversationAction(conversation.id);
  const colleagues = useColleagues();
  const { assignee } = conversation;
  const assign = (agent: AgentSummary | null) => action.mutate({ do: "assign", agent });
  const summary = ({ id, name, avatar = null }: { id: string; name: string; avatar?: string | null | undefined }) => {
    return { id, name, avatar };
  };
  const others = (colleagues.data ?? []).filter((person) => person.id !== user.id);
  const isLead = reachOf(user.role, "conversation.assign_others") !== null;
  const label = assignee ? (assignee.id === user.id ? d.you : assignee.name) : d.unassigned;
  return (
    <Menu
      trigger={
        <Button look="quiet" isBusy={action.isPending} className="h-7 max-w-44 px-1.5 text-ink">
          {assignee && <Avatar name={assignee.name} id={assignee.id} photo={assignee.avatar} size="small" />}
          <span className="sr-only">{d.assignee}: </span>
          <span className="truncate max-sm:sr-only">{label}</span>
          <span className="sr-only">. {d.assign}</span>
          <ChevronDown aria-hidden="true" size={14} />
        </Button>
      }
    >
      <MenuItem onSelect={() => assign(summary(user))} disabled={assignee?.id === user.id}>
        <Avatar name={user.name} id={user.id} photo={user.avatar} size="small" presence={people.get(user.id)} />
        {d.assignMe}
      </MenuItem>
      {isLead && (
        <>
          <MenuSeparator />
          <MenuLabel>
            {colleagues.isPending ? d.loadingColleagues : colleagues.isError ? d.colleaguesNotLoaded : d.colleagues}
          </MenuLabel>
          {others.map((person) => (
            <MenuItem key={person.id} onSelect={() => assign(summary(person))} disabled={assignee?.id === person.id}>
              <Avatar
                name={person.name}
                id={person.id}
                photo={person.avatar}
                size="small"
                presence={people.get(person.id)}
              />
              <span className="max-w-52 truncate">{person.name}</span>
              {assignee?.id === person.id && <Check aria-label={d.assigned} size={14} className="ml-auto" />}
            </MenuItem>
          ))}
        </>
      )}
      {assignee && (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => assign(null)}>
            <UserRoundX aria-hidden="true" size={16} className="mx-1 text-ink-3" />
            {d.unassign}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
