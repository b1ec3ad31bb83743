import type { Session } from "@chorus/contracts/entities/people";
import { revokeUserSession } from "@chorus/contracts/routes/people";
import { useMutation } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { Loaded } from "../../../components/ui/page.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { deviceName } from "@chorus/contracts/device-name";
import { showProblem } from "../../../lib/desk/notices.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useSessions } from "../api/use-sessions.ts";
import { peopleTexts } from "../people-texts.ts";

/** A person's sessions, each with a button that ends it. */
export function SessionList({ userId }: { userId: string }) {
  const t = useTexts(peopleTexts).sessions;
  const { rest } = useDeskSession();
  const sessions = useSessions(userId);
  const revoke = useMutation({
    mutationFn: (sessionId: string) => rest.call(revokeUserSession, { params: { userId, sessionId } }),
    onSettled: () => sessions.refetch(),
    onError: showProblem,
  });
  return (
    <Loaded query={sessions}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="px-5 py-4 text-sm text-ink-3">{t.empty}</p>
        ) : (
          <ul className="divide-y divide-line">
            {items.map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                isBusy={revoke.isPending && revoke.variables === session.id}
                onRevoke={() => revoke.mutate(session.id)}
              />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

const HANDHELD = /iPhone|Android.*Mobile/;

interface SessionRowProps {
  session: Session;
  isBusy: boolean;
  onRevoke: () => void;
}

function SessionRow({ session, isBusy, onRevoke }: SessionRowProps) {
  const t = useTexts(peopleTexts).sessions;
  const device = deviceName(session.userAgent) ?? t.unknownDevice;
  const Icon = HANDHELD.test(session.userAgent ?? "") ? Smartphone : Monitor;
  return (
    <li className="flex items-center gap-3 px-5 py-3 text-sm">
      <Icon aria-hidden="true" size={17} className="shrink-0 text-ink-3" />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-2 font-medium" title={session.userAgent ?? undefined}>
          {device}
          {session.current && (
            <span className="rounded-full bg-green-soft px-2 text-tiny text-green-ink">{t.current}</span>
          )}
        </span>
        <span className="block text-xs text-ink-3">
          {session.ip && `${session.ip} · `}
          {t.lastUsed} <TimeAgo timestamp={session.lastUsedAt} />
        </span>
      </span>
      {!session.current && (
        <Button aria-label={t.revoke(device)} isBusy={isBusy} onClick={onRevoke}>
          {t.signOut}
        </Button>
      )}
    </li>
  );
}
