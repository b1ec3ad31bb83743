import { type DeliveryReason, fillReason } from "@chorus/contracts/entities/delivery-reasons";
import { useTexts } from "../../../lib/language/texts.ts";
import { reasonTexts } from "../reason-texts.ts";

/** A reason in the desk's language; what this desk does not know yet stays as it was written down. */
export function useReason(): (written: string | null, why: DeliveryReason | null) => string | null {
  const t = useTexts(reasonTexts);
  return (written, why) => {
    if (why === null) return written;
    const reason = fillReason(t.reasons[why.code], why.values);
    if (why.givenUpAfter !== null) return t.givenUp(reason, why.givenUpAfter);
    return why.isTriedAgain ? t.again(reason) : reason;
  };
}
