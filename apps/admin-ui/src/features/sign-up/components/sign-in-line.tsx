import { useTexts } from "../../../lib/language/texts.ts";
import { AuthLine } from "../../auth/components/auth-line.tsx";
import { signUpTexts } from "../sign-up-texts.ts";

/** The way to whoever has an account. */
export function SignInLine() {
  const t = useTexts(signUpTexts);
  return <AuthLine text={t.haveAccount} href="/" link={t.signIn} />;
}
