import type { User } from "@chorus/contracts/entities/people";
import { reachOf } from "@chorus/contracts/permissions";
import { UserRoundPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { usePeople } from "../api/use-people.ts";
import { peopleTexts } from "../people-texts.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { PersonRow } from "./person-row.tsx";
import { TeamsCard } from "./teams-card.tsx";

/** The members of the desk and their presence; those with the permission manage people here. */
export function TeamPage() {
  const t = useTexts(peopleTexts);
  const { user, presence } = useDeskSession();
  const statuses = useReadable(presence.people);
  const people = usePeople();
  const [isInviting, setIsInviting] = useState(false);
  const [managed, setManaged] = useState<User | null>(null);
  const canManage = reachOf(user.role, "people.manage") !== null;
  return (
    <main className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-sunken">
      <Page
        title={t.title}
        description={t.description}
        actions={
          canManage && (
            <Button look="primary" onClick={() => setIsInviting(true)}>
              <UserRoundPlus aria-hidden="true" size={15} />
              {t.invite}
            </Button>
          )
        }
      >
        <Loaded query={people}>
          {(everybody) => (
            <Card title={t.people}>
              <ul aria-label={t.people} className="divide-y divide-line">
                {everybody.map((person) => (
                  <PersonRow
                    key={person.id}
                    person={person}
                    status={person.disabled ? undefined : (statuses.get(person.id) ?? "offline")}
                    onManage={canManage ? () => setManaged(person) : null}
                  />
                ))}
              </ul>
            </Card>
          )}
        </Loaded>
        <TeamsCard people={people.data ?? []} canManage={canManage} />
      </Page>
      {isInviting && <InviteDialog onClose={() => setIsInviting(false)} />}
      {managed && <PersonDialog person={managed} onClose={() => setManaged(null)} />}
    </main>
  );
}
