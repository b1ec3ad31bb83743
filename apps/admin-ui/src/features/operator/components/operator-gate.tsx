import { ChorusProblem } from "@chorus/client-sdk/problem";
import { readPlatform } from "@chorus/contracts/routes/tenants";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useMemo, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { PasswordField } from "../../../components/ui/password-field.tsx";
import { formatProblem } from "../../../lib/language/format-problem.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { AuthShell } from "../../auth/components/auth-shell.tsx";
import { keepKey, OperatorContext, operatorClient, storedKey } from "../api/operator-session.ts";
import { operatorTexts } from "../operator-texts.ts";
import { OperatorPage } from "./operator-page.tsx";

/** Asks for the key, until chat-service has taken it. */
export function OperatorGate({ chatUrl }: { chatUrl: string }) {
  const [key, setKey] = useState(storedKey);
  const queryClient = useQueryClient();
  const session = useMemo(() => {
    if (key === null) return null;
    const signOut = () => {
      keepKey(null);
      queryClient.clear();
      setKey(null);
    };
    return { rest: operatorClient(chatUrl, key), signOut };
  }, [chatUrl, key, queryClient]);
  const signedIn = (given: string) => {
    keepKey(given);
    setKey(given);
  };
  if (!session) return <KeyForm chatUrl={chatUrl} onSignedIn={signedIn} />;
  return (
    <OperatorContext value={session}>
      <OperatorPage />
    </OperatorContext>
  );
}

function KeyForm({ chatUrl, onSignedIn }: { chatUrl: string; onSignedIn: (key: string) => void }) {
  const t = useTexts(operatorTexts).signIn;
  const [key, setKey] = useState("");
  const attempt = useMutation({
    mutationFn: (given: string) => operatorClient(chatUrl, given).call(readPlatform),
    onSuccess: (_, given) => onSignedIn(given),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate(key.trim());
  };
  const isWrong = attempt.error instanceof ChorusProblem && attempt.error.code === "unauthenticated";
  const alert = attempt.error && (isWrong ? t.wrong : formatProblem(attempt.error));
  return (
    <AuthShell title={t.title} text={t.text} alert={alert}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <PasswordField
          label={t.key}
          hint={t.keyHint}
          value={key}
          onChange={(event) => setKey(event.target.value)}
          autoComplete="off"
          required
        />
        <Button type="submit" look="primary" isBusy={attempt.isPending}>
          {t.submit}
        </Button>
      </form>
    </AuthShell>
  );
}
