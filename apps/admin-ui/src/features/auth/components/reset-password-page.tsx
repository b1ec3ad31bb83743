import { CircleCheck } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { PasswordField } from "../../../components/ui/password-field.tsx";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { formatProblem } from "../../../lib/language/format-problem.ts";
import { useSessionManager } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { authTexts } from "../auth-texts.ts";
import { AuthShell } from "./auth-shell.tsx";
import { MIN_PASSWORD_CHARACTERS } from "../min-password-characters.ts";

/**
 * Sets a password with a mailed link, forgotten or invited. The token is behind the `#`, which browsers do not send to servers;
 * it is removed from the address and the history at once.
 */
export function ResetPasswordPage({ token, onDone }: { token: string; onDone: () => void }) {
  const t = useTexts(authTexts);
  const sessionManager = useSessionManager();
  const [password, setPassword] = useState("");
  const [state, setState] = useState<"asking" | "busy" | "done">("asking");
  const [problem, setProblem] = useState<unknown>(null);
  const [isTooShort, setIsTooShort] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsTooShort(password.length < MIN_PASSWORD_CHARACTERS);
    if (password.length < MIN_PASSWORD_CHARACTERS) return;
    setState("busy");
    setProblem(null);
    try {
      await sessionManager.resetPassword({ token, password });
      setState("done");
    } catch (error) {
      setProblem(error);
      setState("asking");
    }
  };
  // The length was checked here, so the remaining reason is a guessable password.
  const passwordProblem = isTooShort ? t.tooShort : fieldProblem(problem, "password") && t.tooEasy;
  const alert = token === "" ? t.noToken : problem !== null && !passwordProblem ? formatProblem(problem) : null;
  const back = (
    <Button look={state === "done" ? "primary" : "quiet"} onClick={onDone}>
      {state === "done" ? t.signIn : t.backToSignIn}
    </Button>
  );
  return (
    <AuthShell title={t.resetTitle} text={t.resetText} alert={alert} below={back}>
      {state === "done" ? (
        <output className="flex items-start gap-2.5 text-sm">
          <CircleCheck aria-hidden="true" size={18} className="mt-px shrink-0 text-green" />
          {t.resetDone}
        </output>
      ) : (
        <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
          <PasswordField
            label={t.newPassword}
            value={password}
            onChange={(event) => {
              setPassword(event.target.value);
              setIsTooShort(false);
            }}
            problem={passwordProblem}
            autoComplete="new-password"
            maxLength={256}
            required
          />
          <Button type="submit" look="primary" isBusy={state === "busy"} disabled={token === ""} className="mt-1 h-9">
            {t.savePassword}
          </Button>
        </form>
      )}
    </AuthShell>
  );
}
