import { useEffect, useState } from "preact/hooks";
import type { ParentPage } from "../state/parent-page.ts";
import { lastUnread, unreadOf } from "../state/unread.ts";
import { useEarlier } from "../state/use-earlier.ts";
import { useLive } from "../state/use-live.ts";
import { useReadable } from "../state/use-readable.ts";
import type { Widget } from "../state/widget.ts";
import type { ReadyState } from "../state/widget-state.ts";
import type { Introduction } from "../tabs/pending-first-message.ts";
import type { Sounds } from "../tabs/sounds.ts";
import { Announcer } from "./announcer.tsx";
import { ChatView, useForgetShown } from "./chat-view.tsx";
import { HomeView } from "./home-view.tsx";
import { later } from "./later.tsx";
import { Peek } from "./peek.tsx";

const EarlierList = later(async () => (await import("./earlier-view.tsx")).EarlierList);
const EarlierConversation = later(async () => (await import("./earlier-view.tsx")).EarlierConversation);

interface ReadyProps {
  widget: Widget;
  page: ParentPage;
  state: ReadyState;
  sounds: Sounds;
  onClose: () => void;
}

type View = "home" | "chat" | "earlier" | { earlierId: string; cameFrom: "home" | "earlier" };

/** The views of a panel that has its settings. The conversation is followed in each of them. */
export function Ready({ widget, page, state, sounds, onClose }: ReadyProps) {
  // Without a conversation the home is shown, and a conversation that begins, here or in another tab, takes its place.
  const [chosen, choose] = useState<View>("chat");
  const [introduction, introduce] = useState<Introduction | null>(null);
  const pendingFirst = useReadable(widget.pendingFirst.messages);
  const live = useLive(state.chat, state.conversationId);
  const isOpen = useReadable(page.isOpen);
  const [dismissedId, dismiss] = useState(() => widget.memory.dismissedId());
  const news = live && !isOpen ? lastUnread(live.snapshot, state.customer?.id ?? "") : undefined;
  const unread = live ? unreadOf(live.snapshot, state.customer?.id ?? "") : 0;
  const hasChat = state.conversationId !== null || pendingFirst.length > 0;
  const view = chosen === "chat" && !hasChat ? "home" : chosen;
  const mayReadEarlier = state.customer !== null && !state.isLinked;
  const earlier = useEarlier(widget, isOpen && mayReadEarlier, state.conversationId);
  useForgetShown(widget, live, pendingFirst);
  const isFollowed = live !== null;
  useEffect(() => {
    if (isFollowed) page.send({ chorus: 1, type: "unread", count: isOpen && view === "chat" ? 0 : unread });
  }, [page, isFollowed, isOpen, view, unread]);

  const onIntroduce = (mended: Introduction) => {
    introduce(mended);
    widget.pendingFirst.reintroduce(mended);
  };
  const onEarlier = earlier.list.length > 0 ? () => choose("earlier") : undefined;
  const shared = { widget, page, state, onClose };
  const talk = { ...shared, live, pendingFirst, introduction, onIntroduce };
  const menu = { sounds, onEarlier };
  return (
    <>
      {live && (
        <Announcer
          key={state.conversationId}
          timeline={live.snapshot.timeline}
          isLive={live.snapshot.status === "live"}
          sounds={sounds}
          isLeader={widget.isLeader}
        />
      )}
      {news && news.id !== dismissedId ? (
        <Peek
          page={page}
          message={news}
          onDismiss={() => {
            widget.memory.dismiss(news.id);
            dismiss(news.id);
          }}
        />
      ) : view === "home" ? (
        <HomeView
          {...talk}
          earlier={earlier.list}
          menu={menu}
          onOpenChat={() => choose("chat")}
          onOpenEarlier={(id) => choose(id ? { earlierId: id, cameFrom: "home" } : "earlier")}
        />
      ) : view === "chat" ? (
        <ChatView {...talk} menu={menu} onBack={() => choose("home")} />
      ) : view === "earlier" ? (
        <EarlierList
          earlier={earlier}
          onClose={onClose}
          onOpen={(earlierId) => choose({ earlierId, cameFrom: "earlier" })}
          onBack={() => choose("home")}
        />
      ) : (
        <EarlierConversation {...shared} conversationId={view.earlierId} onBack={() => choose(view.cameFrom)} />
      )}
    </>
  );
}
