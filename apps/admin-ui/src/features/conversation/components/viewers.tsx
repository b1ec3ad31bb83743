import { Avatar } from "../../../components/ui/avatar.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { useColleagues } from "../api/use-colleagues.ts";
import { conversationTexts } from "../conversation-texts.ts";

const MAX_SHOWN = 3;

/** Colleagues who view the same conversation. */
export function Viewers({ userIds }: { userIds: readonly string[] }) {
  const t = useTexts(conversationTexts);
  const colleagues = useColleagues();
  const people = userIds.map((id) => ({
    id,
    name: colleagues.data?.find((person) => person.id === id)?.name ?? t.somebody,
  }));
  const text = people.length === 0 ? "" : t.viewing(people.map(({ name }) => name));
  return (
    <output title={text} className="inline-flex shrink-0 -space-x-1.5">
      {people.slice(0, MAX_SHOWN).map(({ id, name }) => (
        <Avatar key={id} name={name} id={id} size="small" />
      ))}
      <span className="sr-only">{text}</span>
    </output>
  );
}
