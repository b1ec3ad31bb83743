import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { LinesSkeleton } from "../../../components/ui/skeletons.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { formatProblem } from "../../../lib/language/format-problem.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { AuthShell } from "../../auth/components/auth-shell.tsx";
import { useSignUpClient } from "../api/sign-up-client.ts";
import { signUpTexts } from "../sign-up-texts.ts";
import { Closed } from "./closed.tsx";
import { MailSent } from "./mail-sent.tsx";
import { SignInLine } from "./sign-in-line.tsx";
import { EMPTY_DRAFT, SignUpForm } from "./sign-up-form.tsx";

/** Asks for a link by mail, where the operator has opened that to anybody. */
export function SignUpPage() {
  const t = useTexts(signUpTexts);
  const ui = useTexts(uiTexts);
  const client = useSignUpClient();
  const [sentTo, setSentTo] = useState<string | null>(null);
  // Kept for another address.
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [isClosed, setIsClosed] = useState(false);
  const signUp = useQuery({ queryKey: ["sign-up"], queryFn: ({ signal }) => client.readSignUp(signal) });
  useEffect(() => {
    document.title = `${t.title} – Chorus`;
  }, [t.title]);
  if (isClosed || signUp.data?.isOpen === false) return <Closed />;
  if (sentTo !== null) return <MailSent email={sentTo} onBack={() => setSentTo(null)} />;
  const alert = signUp.error && formatProblem(signUp.error);
  return (
    <AuthShell title={t.title} text={t.text} alert={alert} below={<SignInLine />}>
      {signUp.isPending ? (
        <output aria-label={ui.loading} className="block animate-late">
          <LinesSkeleton />
        </output>
      ) : (
        <SignUpForm draft={draft} onChange={setDraft} onSent={setSentTo} onClosed={() => setIsClosed(true)} />
      )}
    </AuthShell>
  );
}
