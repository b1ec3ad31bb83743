import type { User } from "@chorus/contracts/entities/people";
import { reachOf } from "@chorus/contracts/permissions";
import { UserRoundPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { usePeople } from "../api/use-people.ts";
import { peopleTexts } from "../people-texts.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { PeopleTable } from "./people-table.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { TeamsCard } from "./teams-card.tsx";

/** The members of the desk, their presence and load; those with the permission manage people here. */
export function TeamPage() {
  const t = useTexts(peopleTexts);
  const { user } = useDeskSession();
  const people = usePeople();
  const [isInviting, setIsInviting] = useState(false);
  const [managed, setManaged] = useState<User | null>(null);
  const canManage = reachOf(user.role, "people.manage") !== null;
  return (
    <main className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-canvas">
      <Page
        isWide
        title={t.title}
        actions={
          canManage && (
            <Button look="primary" onClick={() => setIsInviting(true)}>
              <UserRoundPlus aria-hidden="true" size={15} />
              {t.invite}
            </Button>
          )
        }
      >
        <Loaded query={people} skeleton={<RowsSkeleton rows={6} hasFaces />}>
          {(everybody) => (
            <Card>
              <PeopleTable people={everybody} onManage={canManage ? setManaged : null} />
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
