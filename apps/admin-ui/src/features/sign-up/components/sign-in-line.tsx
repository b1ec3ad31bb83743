import { useTexts } from "../../../lib/language/texts.ts";
import { signUpTexts } from "../sign-up-texts.ts";

/** The way to whoever has an account. */
export function SignInLine() {
  const t = useTexts(signUpTexts);
  return (
    <p className="text-ink-2">
      {t.haveAccount}{" "}
      <a href="/" className="font-medium text-accent-ink hover:underline">
        {t.signIn}
      </a>
    </p>
  );
}
