import { useEffect, useRef } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { AuthShell } from "../../auth/components/auth-shell.tsx";
import { signUpTexts } from "../sign-up-texts.ts";
import { SignInLine } from "./sign-in-line.tsx";

/** The same whether the address is known or not. */
export function MailSent({ email, onBack }: { email: string; onBack: () => void }) {
  const t = useTexts(signUpTexts);
  const hint = useRef<HTMLOutputElement>(null);
  // The form that had the focus is gone: readers of screens begin here.
  useEffect(() => hint.current?.focus(), []);
  return (
    <AuthShell title={t.sentTitle} text={t.sent(email)} below={<SignInLine />}>
      <output ref={hint} tabIndex={-1} className="block text-sm text-ink-2 outline-none">
        {t.sentHint}
      </output>
      <Button onClick={onBack} className="self-start">
        {t.otherAddress}
      </Button>
    </AuthShell>
  );
}
