import { MailCheck } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { formatProblem } from "../../../lib/language/format-problem.ts";
import { useSessionManager } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { authTexts } from "../auth-texts.ts";
import { AuthShell } from "./auth-shell.tsx";
import { readLastTenant } from "./last-tenant.ts";

/** Asks for a mail with a link; the answer is the same whether the account exists or not. */
export function ForgotPasswordPage({ onBack }: { onBack: () => void }) {
  const t = useTexts(authTexts);
  const sessionManager = useSessionManager();
  const [tenant, setTenant] = useState(readLastTenant);
  const [email, setEmail] = useState("");
  const [state, setState] = useState<"asking" | "busy" | "sent">("asking");
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    setProblem(null);
    try {
      await sessionManager.forgotPassword({ tenant: tenant.trim().toLowerCase(), email: email.trim() });
      setState("sent");
    } catch (error) {
      setProblem(error);
      setState("asking");
    }
  };
  const tenantProblem = fieldProblem(problem, "tenant");
  const emailProblem = fieldProblem(problem, "email");
  const alert = problem !== null && !tenantProblem && !emailProblem ? formatProblem(problem) : null;
  return (
    <AuthShell
      title={t.forgotTitle}
      text={t.forgotText}
      alert={alert}
      below={
        <Button look="quiet" onClick={onBack}>
          {t.backToSignIn}
        </Button>
      }
    >
      {state === "sent" ? (
        <output className="flex items-start gap-2.5 text-sm">
          <MailCheck aria-hidden="true" size={18} className="mt-px shrink-0 text-green" />
          {t.sent(email.trim())}
        </output>
      ) : (
        <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
          <TextField
            label={t.tenant}
            name="organization"
            value={tenant}
            onChange={(event) => setTenant(event.target.value)}
            hint={t.tenantHint}
            problem={tenantProblem}
            autoComplete="organization"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
          <TextField
            label={t.email}
            name="email"
            type="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            problem={emailProblem}
            autoComplete="username"
            required
          />
          <Button type="submit" look="primary" isBusy={state === "busy"} className="mt-1 h-9">
            {t.sendLink}
          </Button>
        </form>
      )}
    </AuthShell>
  );
}
