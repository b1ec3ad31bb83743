import { useTexts } from "../../../lib/language/texts.ts";
import { AuthShell } from "../../auth/components/auth-shell.tsx";
import { signUpTexts } from "../sign-up-texts.ts";
import { SignInLine } from "./sign-in-line.tsx";

/** Where companies are opened by invitation. */
export function Closed() {
  const t = useTexts(signUpTexts);
  return (
    <AuthShell title={t.closedTitle} text={t.closed} below={<SignInLine />}>
      {null}
    </AuthShell>
  );
}
