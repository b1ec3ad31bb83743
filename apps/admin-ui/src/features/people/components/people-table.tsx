import type { PresenceStatus, User } from "@chorus/contracts/entities/people";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { Badge } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { type Column, DataTable } from "../../../components/ui/data-table.tsx";
import { LoadBar } from "../../../components/ui/load-bar.tsx";
import { PresenceDot } from "../../../components/ui/presence-dot.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useOpenPerAgent } from "../api/use-open-per-agent.ts";
import { peopleTexts } from "../people-texts.ts";

interface PeopleTableProps {
  people: readonly User[];
  /** Null for those who only look. */
  onManage: ((person: User) => void) | null;
}

/** Who is at the desk, with their role and how much they have to do. */
export function PeopleTable({ people, onManage }: PeopleTableProps) {
  const t = useTexts(peopleTexts);
  const { presence } = useDeskSession();
  const statuses = useReadable(presence.people);
  const open = useOpenPerAgent();
  const statusOf = (person: User): PresenceStatus => statuses.get(person.id) ?? "offline";
  const columns: readonly Column<User>[] = [
    { name: "name", title: t.name, renderCell: (person) => <Person person={person} status={statusOf(person)} /> },
    { name: "status", title: t.status, renderCell: (person) => <Status person={person} status={statusOf(person)} /> },
    {
      name: "role",
      title: t.role,
      renderCell: ({ role }) => <span title={t.rolesExplained[role]}>{t.roles[role]}</span>,
    },
    {
      name: "load",
      title: t.load,
      renderCell: (person) =>
        open && !person.disabled && <Load open={open.get(person.id) ?? 0} capacity={person.capacity} />,
    },
    ...(onManage
      ? [
          {
            name: "manage",
            title: t.manageTitle,
            isTitleHidden: true,
            isEnd: true,
            renderCell: (person: User) => (
              <Button
                look="quiet"
                aria-label={t.manage(person.name)}
                onClick={() => onManage(person)}
                className="max-md:-ml-3"
              >
                {t.manageTitle}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return <DataTable label={t.people} columns={columns} rows={people} keyOf={({ id }) => id} />;
}

function Person({ person, status }: { person: User; status: PresenceStatus }) {
  const t = useTexts(peopleTexts);
  const { user } = useDeskSession();
  return (
    <span className="flex items-center gap-3">
      <Avatar name={person.name} id={person.id} photo={person.avatar} {...(!person.disabled && { presence: status })} />
      <span className="min-w-0 leading-tight">
        <span className="flex flex-wrap items-center gap-x-2">
          <bdi className="min-w-0 font-medium break-words">{person.name}</bdi>
          {person.id === user.id && <Badge tone="accent">{t.you}</Badge>}
        </span>
        <span className="block truncate text-xs text-ink-3">{person.email}</span>
      </span>
    </span>
  );
}

function Status({ person, status }: { person: User; status: PresenceStatus }) {
  const t = useTexts(peopleTexts);
  const words = useTexts(uiTexts).presence;
  if (person.disabled) return <Badge tone="red">{t.disabled}</Badge>;
  return (
    <span className="flex items-center gap-2 text-ink-2">
      <PresenceDot status={status} />
      <span className="first-letter:uppercase">{words[status]}</span>
    </span>
  );
}

function Load({ open, capacity }: { open: number; capacity: number }) {
  const t = useTexts(peopleTexts);
  return (
    <span className="flex items-center gap-2.5">
      <LoadBar open={open} capacity={capacity} label={t.loadOf(formatNumber(open), formatNumber(capacity))} />
      <span aria-hidden="true" className="text-xs text-ink-3 tabular-nums">
        {formatNumber(open)}/{formatNumber(capacity)}
      </span>
    </span>
  );
}
