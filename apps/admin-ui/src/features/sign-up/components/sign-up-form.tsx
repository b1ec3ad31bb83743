import { tidyEmail } from "@chorus/contracts/email";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { FormAlert } from "../../../components/ui/form-alert.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { formatProblem } from "../../../lib/language/format-problem.ts";
import { languageChoice } from "../../../lib/language/language.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { isProblem, useSignUpClient } from "../api/sign-up-client.ts";
import { pickMailLanguage } from "../sign-up-address.ts";
import { signUpTexts } from "../sign-up-texts.ts";

export const EMPTY_DRAFT = { companyName: "", name: "", email: "" };

interface SignUpFormProps {
  draft: typeof EMPTY_DRAFT;
  onChange: (draft: typeof EMPTY_DRAFT) => void;
  onSent: (email: string) => void;
  /** The operator has closed it meanwhile. */
  onClosed: () => void;
}

const FIELDS = ["companyName", "name", "email"] as const;

/** Who wants to open a company. */
export function SignUpForm({ draft, onChange, onSent, onClosed }: SignUpFormProps) {
  const t = useTexts(signUpTexts);
  const client = useSignUpClient();
  const ask = useMutation({
    mutationFn: client.ask,
    onSuccess: (_, { email }) => onSent(email),
    onError: (error) => {
      if (isProblem(error, "switched_off")) onClosed();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ask.isPending) return;
    const language = pickMailLanguage(languageChoice.getSnapshot(), navigator.languages);
    ask.mutate({ companyName: draft.companyName, name: draft.name, email: tidyEmail(draft.email), language });
  };
  const field = (name: (typeof FIELDS)[number]) => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => onChange({ ...draft, [name]: event.target.value }),
    problem: fieldProblem(ask.error, name),
    required: true,
  });
  const hasFieldProblem = FIELDS.some((name) => fieldProblem(ask.error, name));
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {ask.error && !hasFieldProblem && <FormAlert>{formatProblem(ask.error)}</FormAlert>}
      <TextField
        {...field("companyName")}
        label={t.company}
        name="organization"
        autoComplete="organization"
        maxLength={120}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is this form and nothing else
        autoFocus
      />
      <TextField {...field("name")} label={t.name} name="name" autoComplete="name" maxLength={120} />
      <TextField {...field("email")} label={t.email} name="email" type="email" autoComplete="email" maxLength={254} />
      <Button type="submit" look="primary" isBusy={ask.isPending} className="mt-1 h-9">
        {ask.isPending ? t.working : t.submit}
      </Button>
    </form>
  );
}
