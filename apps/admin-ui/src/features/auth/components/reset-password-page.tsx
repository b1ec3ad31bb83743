import { CircleCheck } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { formatProblem } from "../../../lib/language/format-problem.ts";
import { useSessionManager } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { authTexts } from "../auth-texts.ts";
import { AuthShell } from "./auth-shell.tsx";

const MIN_CHARACTERS = 8;

/**
 * Sets a password with a mailed link, forgotten or invited. The token is behind the `#`, which browsers do not send to servers;
 * it is removed from the address and the history at once.
 */
export function ResetPasswordPage({ token, onDone }: { token: string; onDone: () => void }) {
  const t = useTexts(authTexts);
  const sessionManager = useSessionManager();
  const [password, setPassword] = useState("");
  const [isShown, setIsShown] = useState(false);
  const [state, setState] = useState<"asking" | "busy" | "done">("asking");
  const [problem, setProblem] = useState<unknown>(null);
  const [isTooShort, setIsTooShort] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsTooShort(password.length < MIN_CHARACTERS);
    if (password.length < MIN_CHARACTERS) return;
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
          <CircleCheck aria-hidden="true" size={18} className="mt-px shrink-0 text-online" />
          {t.resetDone}
        </output>
      ) : (
        <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
          <TextField
            label={t.newPassword}
            type={isShown ? "text" : "password"}
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
          <div className="flex items-center gap-2.5 text-sm">
            <input
              id="show-password"
              type="checkbox"
              checked={isShown}
              onChange={() => setIsShown(!isShown)}
              className="size-4 accent-accent"
            />
            <label htmlFor="show-password">{t.showPassword}</label>
          </div>
          <Button
            type="submit"
            look="primary"
            isBusy={state === "busy"}
            disabled={token === ""}
            className="h-10 text-base"
          >
            {t.savePassword}
          </Button>
        </form>
      )}
    </AuthShell>
  );
}
