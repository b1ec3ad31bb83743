import { Button } from "../../../components/ui/button.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { AuthShell } from "../../auth/components/auth-shell.tsx";
import { signUpTexts } from "../sign-up-texts.ts";
import { SignInLine } from "./sign-in-line.tsx";

/** A link that was used, is too old, or is not whole. */
export function LinkIsOver({ text }: { text: string }) {
  const t = useTexts(signUpTexts).confirm;
  return (
    <AuthShell title={t.overTitle} text={text} below={<SignInLine />}>
      <Button look="primary" onClick={() => window.location.assign("/sign-up")} className="h-9">
        {t.newLink}
      </Button>
    </AuthShell>
  );
}
