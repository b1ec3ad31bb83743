import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { PasswordField } from "../../../components/ui/password-field.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { formatProblem } from "../../../lib/language/format-problem.ts";
import { useSessionManager } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { authTexts } from "../auth-texts.ts";
import { AuthShell } from "./auth-shell.tsx";
import { keepLastTenant, readLastTenant } from "./last-tenant.ts";

interface LoginPageProps {
  /** The session has ended without a sign-out. */
  hasEnded: boolean;
  onForgot: () => void;
  /** Below everything else. */
  below: ReactNode;
}

export function LoginPage({ hasEnded, onForgot, below }: LoginPageProps) {
  const t = useTexts(authTexts);
  const sessionManager = useSessionManager();
  const [tenant, setTenant] = useState(readLastTenant);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const hasFieldProblem = ["tenant", "email", "password"].some((field) => fieldProblem(problem, field));

  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    setProblem(null);
    const slug = tenant.trim().toLowerCase();
    try {
      await sessionManager.signIn({ tenant: slug, email: email.trim(), password });
      keepLastTenant(slug);
    } catch (error) {
      setProblem(error);
      setIsBusy(false);
    }
  };

  const alert = problem !== null && !hasFieldProblem ? formatProblem(problem) : hasEnded ? t.ended : null;
  return (
    <AuthShell
      title={t.title}
      text={t.subtitle}
      alert={alert}
      below={
        <>
          <Button look="quiet" onClick={onForgot}>
            {t.forgot}
          </Button>
          {below}
        </>
      }
    >
      <form onSubmit={(event) => void signIn(event)} className="flex flex-col gap-4">
        <TextField
          label={t.tenant}
          name="organization"
          value={tenant}
          onChange={(event) => setTenant(event.target.value)}
          hint={t.tenantHint}
          problem={fieldProblem(problem, "tenant")}
          autoComplete="organization"
          autoCapitalize="none"
          spellCheck={false}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is this form and nothing else
          autoFocus={tenant === ""}
          required
        />
        <TextField
          label={t.email}
          name="email"
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          problem={fieldProblem(problem, "email")}
          autoComplete="username"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is this form and nothing else
          autoFocus={tenant !== ""}
          required
        />
        <PasswordField
          label={t.password}
          name="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          problem={fieldProblem(problem, "password")}
          autoComplete="current-password"
          required
        />
        <Button type="submit" look="primary" isBusy={isBusy} className="mt-1 h-9">
          {t.signIn}
        </Button>
      </form>
    </AuthShell>
  );
}
