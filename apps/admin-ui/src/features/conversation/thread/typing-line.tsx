import type { Conversation } from "@chorus/contracts/entities/conversation";
import { useTexts } from "../../../lib/language/texts.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { useColleagues } from "../api/use-colleagues.ts";

interface TypingLineProps {
  userIds: readonly string[];
  conversation: Conversation | null;
}

/** Who is typing; its space is reserved, so that nothing moves. */
export function TypingLine({ userIds, conversation }: TypingLineProps) {
  const t = useTexts(conversationTexts);
  const colleagues = useColleagues();
  const nameOf = (userId: string) => {
    if (userId === conversation?.customer.id) return conversation.customer.name;
    return colleagues.data?.find((person) => person.id === userId)?.name ?? t.somebody;
  };
  const names = userIds.map(nameOf);
  return (
    <div className="mx-auto flex h-7 w-full max-w-[720px] shrink-0 items-center gap-2 pr-4 pl-13 text-xs text-ink-3">
      {names.length > 0 && (
        <>
          <span aria-hidden="true" className="flex gap-0.5">
            {[0, 160, 320].map((delayMs) => (
              <span
                key={delayMs}
                style={{ animationDelay: `${delayMs}ms` }}
                className="size-1.5 animate-wait rounded-full bg-ink-3"
              />
            ))}
          </span>
          <span className="truncate">{t.typing(names)}</span>
        </>
      )}
    </div>
  );
}
