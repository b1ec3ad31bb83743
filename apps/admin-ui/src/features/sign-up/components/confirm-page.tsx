import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { LinesSkeleton } from "../../../components/ui/skeletons.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { formatProblem } from "../../../lib/language/format-problem.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { AuthShell } from "../../auth/components/auth-shell.tsx";
import { isProblem, useSignUpClient } from "../api/sign-up-client.ts";
import { signUpTexts } from "../sign-up-texts.ts";
import { Closed } from "./closed.tsx";
import { CompanyForm } from "./company-form.tsx";
import { LinkIsOver } from "./link-is-over.tsx";

/** Where the link of the mail leads: the company is opened, once. */
export function ConfirmPage({ token }: { token: string }) {
  const texts = useTexts(signUpTexts);
  const t = texts.confirm;
  const ui = useTexts(uiTexts);
  const client = useSignUpClient();
  const link = useQuery({
    queryKey: ["sign-up", "link"],
    queryFn: ({ signal }) => client.readLink(token, null, signal),
    enabled: token !== "",
    // What it suggests stays while it is typed over.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const title = link.data ? t.title(link.data.companyName) : t.loading;
  useEffect(() => {
    document.title = `${title} – Chorus`;
  }, [title]);
  if (token === "") return <LinkIsOver text={t.noToken} />;
  if (isProblem(link.error, "unauthenticated")) return <LinkIsOver text={t.over} />;
  if (isProblem(link.error, "switched_off")) return <Closed />;
  if (link.data) return <CompanyForm token={token} link={link.data} />;
  return (
    <AuthShell title={t.loading} text={t.loadingText} alert={link.error && formatProblem(link.error)}>
      {link.error ? (
        <Button onClick={() => void link.refetch()} isBusy={link.isFetching} className="self-start">
          {ui.tryAgain}
        </Button>
      ) : (
        <output aria-label={ui.loading} className="block animate-late">
          <LinesSkeleton />
        </output>
      )}
    </AuthShell>
  );
}
