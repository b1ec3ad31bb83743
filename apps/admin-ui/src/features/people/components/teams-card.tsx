import type { Team, User } from "@chorus/contracts/entities/people";
import { Hash, Pencil, Plus, UsersRound } from "lucide-react";
import { useState } from "react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Card, Loaded } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { useTeams } from "../api/use-teams.ts";
import { peopleTexts } from "../people-texts.ts";
import { TeamDialog } from "./team-dialog.tsx";

/** The most avatars; the others are a number. */
const FACES = 6;

export function TeamsCard({ people, canManage }: { people: readonly User[]; canManage: boolean }) {
  const t = useTexts(peopleTexts);
  const teams = useTeams();
  const [edited, setEdited] = useState<Team | "new" | null>(null);
  const add = canManage && (
    <Button look="quiet" className="-mr-2 h-7 px-2" onClick={() => setEdited("new")}>
      <Plus aria-hidden="true" size={15} />
      {t.team.add}
    </Button>
  );
  return (
    <>
      <Loaded query={teams} skeleton={<RowsSkeleton rows={2} />}>
        {(all) => (
          <Card title={t.teams} {...(all.length > 0 && { action: add })}>
            {all.length === 0 ? (
              <PanelMessage icon={UsersRound} title={t.team.empty} action={add}>
                {t.team.emptyHint}
              </PanelMessage>
            ) : (
              <ul aria-label={t.teams} className="divide-y divide-line">
                {all.map((team) => (
                  <TeamRow
                    key={team.id}
                    team={team}
                    people={people}
                    onEdit={canManage ? () => setEdited(team) : null}
                  />
                ))}
              </ul>
            )}
          </Card>
        )}
      </Loaded>
      {edited && <TeamDialog team={edited === "new" ? null : edited} people={people} onClose={() => setEdited(null)} />}
    </>
  );
}

function TeamRow({ team, people, onEdit }: { team: Team; people: readonly User[]; onEdit: (() => void) | null }) {
  const t = useTexts(peopleTexts).team;
  const members = people.filter((person) => team.memberIds.includes(person.id));
  return (
    <li className="flex h-12 items-center gap-3 px-4 text-sm hover:bg-hover md:px-5">
      <Hash aria-hidden="true" size={15} className="shrink-0 text-ink-3" />
      <span className="min-w-0 flex-1 truncate font-medium">{team.name}</span>
      <span className="text-xs whitespace-nowrap text-ink-3">{t.memberCount(team.memberIds.length)}</span>
      <div className="flex -space-x-1.5 max-sm:hidden">
        {members.slice(0, FACES).map((person) => (
          <span key={person.id} title={person.name} className="inline-flex rounded-full ring-2 ring-surface">
            <Avatar name={person.name} id={person.id} photo={person.avatar} size="small" />
          </span>
        ))}
      </div>
      {onEdit && (
        <IconButton label={t.edit(team.name)} onClick={onEdit}>
          <Pencil aria-hidden="true" size={14} />
        </IconButton>
      )}
    </li>
  );
}
