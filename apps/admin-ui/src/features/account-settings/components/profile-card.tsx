import { Card } from "../../../components/ui/page.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { peopleTexts } from "../../people/people-texts.ts";
import { accountTexts } from "../account-texts.ts";
import { NameForm } from "./name-form.tsx";
import { PhotoField } from "./photo-field.tsx";

/** Who others see: photo, name, address, role. */
export function ProfileCard() {
  const t = useTexts(accountTexts);
  const { roles } = useTexts(peopleTexts);
  const { user } = useDeskSession();
  return (
    <Card title={t.profile}>
      <div className="divide-y divide-line">
        <PhotoField />
        <div className="grid gap-x-6 gap-y-5 p-5 sm:grid-cols-2">
          <NameForm />
          <dl className="flex flex-wrap content-start gap-x-8 gap-y-3 text-sm">
            <Fact label={t.email} value={user.email} />
            <Fact label={t.role} value={roles[user.role]} />
          </dl>
        </div>
      </div>
    </Card>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="min-w-0">
      <dt className="font-medium">{label}</dt>
      <dd className="mt-1.5 flex min-h-8 items-center break-all text-ink-2">{value}</dd>
    </div>
  );
}
