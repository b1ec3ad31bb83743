import { ChorusProblem } from "@chorus/client-sdk/problem";
import { CircleAlert } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Logo } from "../../../components/ui/logo.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { sayProblem } from "../../../lib/say-problem.ts";
import { useSessionKeeper } from "../../../lib/session-context.ts";

const LAST_COMPANY = "chorus.lastCompany";

export function LoginPage({ notice }: { notice: string | null }) {
  const keeper = useSessionKeeper();
  const [company, setCompany] = useState(() => localStorage.getItem(LAST_COMPANY) ?? "");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  const fieldProblem = (path: string) =>
    problem instanceof ChorusProblem ? problem.errors.find((error) => error.path.endsWith(path))?.message : undefined;
  const hasFieldProblem = ["tenant", "email", "password"].some(fieldProblem);

  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    setProblem(null);
    const tenant = company.trim().toLowerCase();
    try {
      await keeper.signIn({ tenant, email: email.trim(), password });
      localStorage.setItem(LAST_COMPANY, tenant);
    } catch (error) {
      setProblem(error);
      setIsBusy(false);
    }
  };

  const message = problem !== null && !hasFieldProblem ? sayProblem(problem) : notice;
  return (
    <main className="flex min-h-full items-center justify-center p-4">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex flex-col items-center gap-3 text-center">
          <Logo size={44} />
          <div>
            <h1 className="text-title font-semibold tracking-tight">Sign in to Chorus</h1>
            <p className="mt-1 text-sm text-ink-mute">Answer your customers from one calm place.</p>
          </div>
        </div>
        <form
          onSubmit={(event) => void signIn(event)}
          className="flex flex-col gap-4 rounded-card border border-line bg-surface p-6"
        >
          {message && (
            <p
              role="alert"
              className="flex items-start gap-2 rounded-control bg-danger-soft px-3 py-2 text-sm text-danger"
            >
              <CircleAlert aria-hidden="true" size={16} className="mt-px shrink-0" />
              {message}
            </p>
          )}
          <TextField
            label="Company"
            name="organization"
            value={company}
            onChange={(event) => setCompany(event.target.value)}
            hint="The short name of your company in Chorus, such as acme"
            problem={fieldProblem("tenant")}
            autoComplete="organization"
            autoCapitalize="none"
            spellCheck={false}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is this form and nothing else
            autoFocus={company === ""}
            required
          />
          <TextField
            label="Email"
            name="email"
            type="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            problem={fieldProblem("email")}
            autoComplete="username"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is this form and nothing else
            autoFocus={company !== ""}
            required
          />
          <TextField
            label="Password"
            name="password"
            type="password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            problem={fieldProblem("password")}
            autoComplete="current-password"
            required
          />
          <Button type="submit" look="primary" isBusy={isBusy} className="mt-1 h-10 text-base">
            Sign in
          </Button>
        </form>
      </div>
    </main>
  );
}
