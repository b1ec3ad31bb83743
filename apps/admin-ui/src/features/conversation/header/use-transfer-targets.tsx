import { Hash } from "lucide-react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import type { ComboboxChoice } from "../../../components/ui/combobox.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTeams } from "../../people/api/use-teams.ts";
import { useColleagues } from "../api/use-colleagues.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { detailsTexts } from "../details-texts.ts";

/** Who is here stands first: a transfer to somebody who is away waits for them. */
const RANK = { online: 0, busy: 1, away: 2, offline: 3 } as const;

/** Colleagues with their presence, then teams; values are `agent:<id>` and `team:<id>`. */
export function useTransferTargets(assigneeId: string | null): ComboboxChoice<string>[] {
  const t = useTexts(conversationTexts);
  const d = useTexts(detailsTexts);
  const words = useTexts(uiTexts).presence;
  const { user, presence } = useDeskSession();
  const people = useReadable(presence.people);
  const colleagues = useColleagues().data ?? [];
  const teams = useTeams().data ?? [];
  const statusOf = (id: string) => people.get(id) ?? "offline";
  return [
    ...colleagues
      .filter(({ id }) => id !== assigneeId)
      .toSorted((one, other) => RANK[statusOf(one.id)] - RANK[statusOf(other.id)])
      .map(({ id, name, avatar }) => ({
        value: `agent:${id}`,
        label: id === user.id ? `${name} (${d.you})` : name,
        before: <Avatar name={name} id={id} photo={avatar} size="small" presence={statusOf(id)} />,
        note: words[statusOf(id)],
        group: t.toPeople,
      })),
    ...teams.map(({ id, name }) => ({
      value: `team:${id}`,
      label: name,
      before: <Hash aria-hidden="true" size={15} className="mx-1 text-ink-3" />,
      group: t.toTeams,
    })),
  ];
}
