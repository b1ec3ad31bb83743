import { revokeOtherSessions } from "@chorus/contracts/routes/people";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { Card } from "../../../components/ui/page.tsx";
import { showNotice } from "../../../lib/desk/notices.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useSessions } from "../../people/api/use-sessions.ts";
import { SessionList } from "../../people/components/session-list.tsx";
import { accountTexts } from "../account-texts.ts";

/** Where one is signed in, and the way out of everywhere but here. */
export function OwnSessions() {
  const t = useTexts(accountTexts);
  const { user, rest } = useDeskSession();
  const [isAsking, setIsAsking] = useState(false);
  const sessions = useSessions(user.id);
  const hasOthers = sessions.data?.items.some(({ current }) => !current) ?? false;
  const leave = useMutation({
    mutationFn: () => rest.call(revokeOtherSessions),
    networkMode: "always",
    onSuccess: async () => {
      setIsAsking(false);
      showNotice(t.signedOutOthers);
      await sessions.refetch();
    },
  });
  return (
    <Card title={t.sessions}>
      <SessionList userId={user.id} />
      {hasOthers && (
        <div className="border-t border-line px-5 py-3.5">
          <Button onClick={() => setIsAsking(true)}>{t.signOutOthers}</Button>
        </div>
      )}
      <ConfirmDialog
        title={t.signOutOthersTitle}
        text={t.signOutOthersText}
        confirm={t.signOutOthers}
        isOpen={isAsking}
        isBusy={leave.isPending}
        error={leave.error}
        look="primary"
        onConfirm={() => leave.mutate()}
        onClose={() => setIsAsking(false)}
      />
    </Card>
  );
}
