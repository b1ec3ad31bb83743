import { changePassword } from "@chorus/contracts/routes/people";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { formatProblem } from "../../../lib/language/format-problem.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { accountTexts } from "../account-texts.ts";
import { problemsBefore, problemsOf, type PasswordProblems } from "../password-problem.ts";
import { PasswordField } from "../../../components/ui/password-field.tsx";

/** The current password and the new one. */
export function PasswordForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const t = useTexts(accountTexts);
  const { cancel } = useTexts(uiTexts);
  const { user, rest, queryClient } = useDeskSession();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [problems, setProblems] = useState<PasswordProblems | null>(null);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const change = useMutation({
    mutationFn: () => rest.call(changePassword, { body: { current, password } }),
    networkMode: "always",
    onError: (error) => setProblems(problemsOf(error)),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ["sessions", user.id] });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = problemsBefore({ current, password });
    setProblems(found);
    if (!found) change.mutate();
  };
  const typed = (write: (text: string) => void) => ({
    onChange: ({ target }: { target: HTMLInputElement }) => {
      setProblems(null);
      change.reset();
      write(target.value);
    },
  });
  return (
    <form onSubmit={submit} className="flex max-w-sm flex-col gap-4 px-5 pb-5">
      {/* Password managers store the new password under it. */}
      <input type="hidden" name="username" autoComplete="username" value={user.email} />
      <PasswordField
        label={t.currentPassword}
        value={current}
        problem={problems?.current}
        autoComplete="current-password"
        required
        ref={first}
        {...typed(setCurrent)}
      />
      <PasswordField
        label={t.newPassword}
        value={password}
        hint={t.passwordRule}
        problem={problems?.password}
        autoComplete="new-password"
        required
        {...typed(setPassword)}
      />
      {change.error && !problems && (
        <p role="alert" className="text-sm text-red-ink">
          {formatProblem(change.error)}
        </p>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="primary" isBusy={change.isPending} disabled={current === "" || password === ""}>
          {t.changePassword}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {cancel}
        </Button>
      </div>
    </form>
  );
}
