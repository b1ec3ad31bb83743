import { Card, Loaded } from "../../../components/ui/page.tsx";
import { SegmentedField } from "../../../components/ui/segmented-field.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { useFlags, useSetFlag } from "../api/use-flags.ts";
import { countingValue } from "../counting-value.ts";
import { operatorTexts } from "../operator-texts.ts";

/** Whether anybody may open a company, or the operator invites. */
export function SignUpField() {
  const t = useTexts(operatorTexts).signUp;
  const flags = useFlags(null);
  const set = useSetFlag(null);
  return (
    <Loaded query={flags} skeleton={<RowsSkeleton rows={1} />}>
      {(items) => {
        const stored = items.find(({ flag }) => flag === "sign_up");
        // What was chosen shows at once, and is taken back where it could not be set.
        const isOpen = set.isPending ? set.variables.isOn === true : countingValue(stored?.forAll)?.isOn === true;
        return (
          <Card>
            <SegmentedField
              isRow
              label={t.label}
              hint={isOpen ? t.openHint(`${window.location.origin}/sign-up`) : t.invitationHint}
              value={isOpen ? "open" : "invitation"}
              choices={(["invitation", "open"] as const).map((value) => ({ value, label: t[value] }))}
              onChange={(value) => set.mutate({ flag: "sign_up", isOn: value === "open" ? true : null })}
            />
          </Card>
        );
      }}
    </Loaded>
  );
}
