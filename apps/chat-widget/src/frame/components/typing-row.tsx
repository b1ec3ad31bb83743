import type { ConversationSnapshot } from "@chorus/client-sdk/conversation/conversation-snapshot";
import { translate } from "../state/language.ts";
import { Avatar } from "./avatar.tsx";

export function TypingRow({ snapshot }: { snapshot: ConversationSnapshot }) {
  if (snapshot.typing.length === 0) return null;
  const assignee = snapshot.conversation?.assignee;
  const known = assignee && snapshot.typing.includes(assignee.id) ? assignee : null;
  return (
    <p class="typing" aria-live="off">
      {known && <Avatar {...known} size={24} />}
      <span aria-hidden="true" class="dots">
        <i />
        <i />
        <i />
      </span>
      <span class="sr-only">{translate("isTyping", { name: known?.name ?? translate("somebody") })}</span>
    </p>
  );
}
