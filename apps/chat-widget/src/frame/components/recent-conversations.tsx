import { translate } from "../state/language.ts";
import { recentOf, type Recent } from "../state/recent.ts";
import type { Live } from "../state/use-live.ts";
import { unreadOf } from "../state/unread.ts";
import type { ReadyState } from "../state/widget-state.ts";
import { ConversationCard } from "./conversation-card.tsx";
import { Icon } from "./icon.tsx";

interface RecentProps {
  state: ReadyState;
  live: Live | null;
  earlier: readonly Recent[];
  onOpenChat: () => void;
  onOpenEarlier: (conversationId?: string) => void;
}

/** The last conversation, and the way to those before it, when there are any. */
export function RecentConversations({ state, live, earlier, onOpenChat, onOpenEarlier }: RecentProps) {
  const current = live && currentOf(live, state);
  const last = current ?? earlier[0];
  if (!last) return null;
  const others = current ? earlier.length : earlier.length - 1;
  return (
    <section class="recent">
      <ConversationCard
        recent={{ ...last, status: current && last.status !== "isClosed" ? null : last.status }}
        onOpen={() => (current ? onOpenChat() : onOpenEarlier(last.id))}
      />
      {others > 0 && (
        <button type="button" class="earlier-link" onClick={() => onOpenEarlier()}>
          {translate("earlier")}
          <Icon name="next" size={16} />
        </button>
      )}
    </section>
  );
}

function currentOf({ snapshot }: Live, state: ReadyState): Recent | null {
  const { conversation, timeline, outgoing } = snapshot;
  if (!conversation) return null;
  const said = timeline.findLast((entry) => entry.type === "message" && entry.message.deletedAt === null);
  const sending = outgoing.at(-1);
  const last = sending
    ? { author: { type: "customer" as const, id: null, name: "" }, body: sending.body, createdAt: sending.createdAt }
    : said?.type === "message"
      ? said.message
      : null;
  const isUnread = unreadOf(snapshot, state.customer?.id ?? "") > 0;
  return recentOf(conversation, last, { teamName: state.settings.teamName, isUnread });
}
