import type { PresenceStatus } from "@chorus/contracts/entities/people";
import { Link } from "@tanstack/react-router";
import { UsersRound } from "lucide-react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { LoadBar } from "../../../components/ui/load-bar.tsx";
import { Card } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { liveTexts } from "../live-texts.ts";
import type { Colleague } from "../report.ts";

const RANK: Record<PresenceStatus, number> = { online: 0, busy: 1, away: 2, offline: 3 };

/** Who is here first, then who has most to do. */
export function AgentsCard({ colleagues }: { colleagues: readonly Colleague[] }) {
  const t = useTexts(liveTexts);
  const sorted = colleagues.toSorted(
    (one, other) =>
      RANK[one.status] - RANK[other.status] ||
      (other.open ?? 0) - (one.open ?? 0) ||
      one.person.name.localeCompare(other.person.name),
  );
  return (
    <Card
      title={t.agents}
      action={
        <Link to="/team" className="text-xs font-medium text-ink-2 hover:text-ink">
          {t.toTeam}
        </Link>
      }
    >
      {sorted.length === 0 ? (
        <PanelMessage icon={UsersRound} title={t.noAgents}>
          {t.noAgentsHint}
        </PanelMessage>
      ) : (
        <ul aria-label={t.agents} className="divide-y divide-line">
          {sorted.map((colleague) => (
            <AgentRow key={colleague.person.id} {...colleague} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function AgentRow({ person, status, open }: Colleague) {
  const t = useTexts(liveTexts);
  const words = useTexts(uiTexts).presence;
  return (
    <li className="flex h-12 items-center gap-3 px-4 text-sm md:px-5">
      <Avatar name={person.name} id={person.id} photo={person.avatar} size="medium" presence={status} />
      <span className="min-w-0 flex-1 leading-tight">
        <bdi className="block truncate font-medium">{person.name}</bdi>
        <span className="block truncate text-xs text-ink-3 first-letter:uppercase">{words[status]}</span>
      </span>
      {open !== null && (
        <>
          <LoadBar
            open={open}
            capacity={person.capacity}
            label={t.load(formatNumber(open), formatNumber(person.capacity))}
          />
          <span aria-hidden="true" className="w-8 text-right text-title font-semibold tabular-nums">
            {formatNumber(open)}
          </span>
        </>
      )}
    </li>
  );
}
