import { CircleAlert, CircleCheck } from "lucide-react";
import { useEffect, useState } from "react";
import { TextField } from "../../../../components/ui/text-field.tsx";
import { classNames } from "../../../../lib/browser/class-names.ts";
import { serverNowMs } from "../../../../lib/browser/now.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import { checkToken, type TokenVerdict } from "../check-token.ts";
import { identityTexts } from "../identity-texts.ts";

/** Says of a pasted token whether it would be accepted. */
export function TokenCheck({ widgetKey }: { widgetKey: string }) {
  const t = useTexts(identityTexts);
  const [token, setToken] = useState("");
  const [secret, setSecret] = useState("");
  const [verdict, setVerdict] = useState<TokenVerdict | null>(null);
  useEffect(() => {
    let isLate = false;
    const read = async () => {
      const options = { widgetKey, secret: secret.trim(), nowMs: serverNowMs() };
      const next = token.trim() === "" ? null : await checkToken(token, options);
      if (!isLate) setVerdict(next);
    };
    void read();
    return () => {
      isLate = true;
    };
  }, [token, secret, widgetKey]);
  const isBad = verdict !== null && "problem" in verdict;
  const Icon = isBad ? CircleAlert : CircleCheck;
  const say = (found: TokenVerdict) => {
    if ("problem" in found) return t.problems[found.problem];
    return found.isSigned ? t.good(found.customerId) : t.goodUnsigned(found.customerId);
  };
  return (
    <>
      <TextField
        label={t.token}
        value={token}
        placeholder={t.tokenPlaceholder}
        onChange={({ target }) => setToken(target.value)}
        spellCheck={false}
        autoComplete="off"
      />
      <TextField
        label={t.secretToCheck}
        value={secret}
        hint={t.secretToCheckHint}
        onChange={({ target }) => setSecret(target.value)}
        spellCheck={false}
        autoComplete="off"
      />
      <output className={classNames("text-sm", isBad ? "text-red-ink" : "text-green-ink")}>
        {verdict && (
          <span className="flex items-start gap-2">
            <Icon aria-hidden="true" size={16} className="mt-px shrink-0" />
            {say(verdict)}
          </span>
        )}
      </output>
    </>
  );
}
