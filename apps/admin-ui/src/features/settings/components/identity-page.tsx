import { rotateIdentitySecret } from "@chorus/contracts/routes/tenant";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { Card, Page } from "../../../components/ui/page.tsx";
import { SecretOnce } from "../../../components/ui/secret-once.tsx";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { settingsTexts } from "../settings-texts.ts";

export function IdentityPage() {
  const texts = useTexts(settingsTexts);
  const t = texts.identity;
  const { rest } = useDeskSession();
  const [isAsking, setIsAsking] = useState(false);
  const rotate = useMutation({
    mutationFn: () => rest.call(rotateIdentitySecret),
    onSuccess: () => setIsAsking(false),
    // Shown once: it is dropped when the page is left.
    gcTime: 0,
  });
  return (
    <Page title={texts.sections.identity} description={t.description}>
      <Card>
        <div className="flex flex-col items-start gap-4 p-5">
          {rotate.data && (
            <div className="w-full">
              <SecretOnce label={t.secret} secret={rotate.data.secret} hint={t.secretHint} />
            </div>
          )}
          <Button onClick={() => setIsAsking(true)}>{t.rotate}</Button>
        </div>
      </Card>
      <ConfirmDialog
        title={t.rotateTitle}
        text={t.rotateText}
        confirm={t.rotate}
        isOpen={isAsking}
        isBusy={rotate.isPending}
        error={rotate.error}
        onConfirm={() => rotate.mutate()}
        onClose={() => setIsAsking(false)}
      />
    </Page>
  );
}
