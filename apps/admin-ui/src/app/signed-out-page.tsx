import { SignedOut } from "../features/auth/components/signed-out.tsx";
import { SignUpLine } from "../features/sign-up/components/sign-up-line.tsx";

/** What somebody sees who is not signed in, with the way to a company of their own. */
export function SignedOutPage({ hasEnded }: { hasEnded: boolean }) {
  return <SignedOut hasEnded={hasEnded} below={<SignUpLine />} />;
}
