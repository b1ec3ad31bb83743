import { rotateIdentitySecret } from "@chorus/contracts/routes/tenant";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { ConfirmDialog } from "../../../../components/ui/confirm-dialog.tsx";
import { SecretOnce } from "../../../../components/ui/secret-once.tsx";
import { useTexts } from "../../../../lib/language/texts.ts";
import { useDeskSession } from "../../../../lib/session/session-context.ts";
import { identityTexts } from "../identity-texts.ts";

/** Makes the secret after a question, and shows it this once. */
export function IdentitySecret() {
  const t = useTexts(identityTexts);
  const { rest } = useDeskSession();
  const [isAsking, setIsAsking] = useState(false);
  const generate = useMutation({
    mutationFn: () => rest.call(rotateIdentitySecret),
    onSuccess: () => setIsAsking(false),
    // Shown once: it is dropped when the page is left.
    gcTime: 0,
  });
  return (
    <>
      {generate.data && <SecretOnce label={t.secret} secret={generate.data.secret} hint={t.secretHint} />}
      <Button className="self-start" onClick={() => setIsAsking(true)}>
        {t.generate}
      </Button>
      <ConfirmDialog
        title={t.generateTitle}
        text={t.generateText}
        confirm={t.generate}
        isOpen={isAsking}
        isBusy={generate.isPending}
        error={generate.error}
        onConfirm={() => generate.mutate()}
        onClose={() => setIsAsking(false)}
      />
    </>
  );
}
