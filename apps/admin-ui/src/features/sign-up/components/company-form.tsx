import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { readSignUpLink } from "@chorus/contracts/routes/sign-up";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { PasswordField } from "../../../components/ui/password-field.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { formatProblem } from "../../../lib/language/format-problem.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { authTexts } from "../../auth/auth-texts.ts";
import { AuthShell } from "../../auth/components/auth-shell.tsx";
import { MIN_PASSWORD_CHARACTERS } from "../../auth/min-password-characters.ts";
import { keepLastTenant } from "../../auth/components/last-tenant.ts";
import { isProblem, useSignUpClient } from "../api/sign-up-client.ts";
import { useSlugState } from "../api/use-slug-state.ts";
import { signUpTexts } from "../sign-up-texts.ts";
import { Closed } from "./closed.tsx";
import { LinkIsOver } from "./link-is-over.tsx";

interface CompanyFormProps {
  token: string;
  link: RouteResult<typeof readSignUpLink>;
}

/** The last step: a short name and a password, then the desk. */
export function CompanyForm({ token, link }: CompanyFormProps) {
  const t = useTexts(signUpTexts).confirm;
  const auth = useTexts(authTexts);
  const client = useSignUpClient();
  const [slug, setSlug] = useState(link.slug);
  const [password, setPassword] = useState("");
  const [isTooShort, setIsTooShort] = useState(false);
  const slugState = useSlugState(token, slug, link.slug);
  const confirm = useMutation({
    mutationFn: client.confirm,
    onSuccess: (_, confirmed) => {
      keepLastTenant(confirmed.slug);
      // The session is in its cookie.
      window.location.assign("/");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTooShort(password.length < MIN_PASSWORD_CHARACTERS);
    if (password.length < MIN_PASSWORD_CHARACTERS || confirm.isPending) return;
    confirm.mutate({ token, slug, password });
  };
  const { error } = confirm;
  if (isProblem(error, "unauthenticated")) return <LinkIsOver text={t.over} />;
  if (isProblem(error, "switched_off")) return <Closed />;
  const isTaken = slugState === "taken" || (isProblem(error, "already_exists") && confirm.variables?.slug === slug);
  const isWrong = slugState === "wrong" || (fieldProblem(error, "slug") && confirm.variables?.slug === slug);
  const slugProblem = isTaken ? t.slugTaken : isWrong ? t.slugWrong : undefined;
  // The length was checked here, so the remaining reason is a guessable password.
  const isEasy = fieldProblem(error, "password") && confirm.variables?.password === password;
  const passwordProblem = isTooShort ? auth.tooShort : isEasy ? auth.tooEasy : undefined;
  const isSaid = (["already_exists", "invalid"] as const).some((code) => isProblem(error, code));
  return (
    <AuthShell
      title={t.title(link.companyName)}
      text={t.text(link.email)}
      alert={error && !isSaid ? formatProblem(error) : null}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        {/* For what keeps passwords. */}
        <input type="email" name="email" value={link.email} autoComplete="username" readOnly hidden />
        <TextField
          label={t.slug}
          name="organization"
          value={slug}
          onChange={(event) => setSlug(event.target.value.toLowerCase().replaceAll(/\s+/gu, "-"))}
          hint={slugState === "free" && slug !== link.slug ? `${t.slugFree}. ${t.slugHint}` : t.slugHint}
          problem={slugProblem}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
          required
        />
        <PasswordField
          label={auth.password}
          value={password}
          onChange={(event) => {
            setPassword(event.target.value);
            setIsTooShort(false);
          }}
          hint={auth.resetText}
          problem={passwordProblem}
          autoComplete="new-password"
          maxLength={256}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the only field that is not filled in
          autoFocus
          required
        />
        <Button type="submit" look="primary" isBusy={confirm.isPending || confirm.isSuccess} className="mt-1 h-9">
          {t.submit}
        </Button>
      </form>
    </AuthShell>
  );
}
