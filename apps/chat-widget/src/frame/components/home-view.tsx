import type { Introduction, PendingFirstMessage } from "../tabs/pending-first-message.ts";
import type { Recent } from "../state/recent.ts";
import type { Live } from "../state/use-live.ts";
import { homeLine } from "../state/desk-words.ts";
import { spokenLanguage, translate } from "../state/language.ts";
import { ownWords } from "../state/own-words.ts";
import type { ParentPage } from "../state/parent-page.ts";
import { useNow } from "../state/use-now.ts";
import type { Widget } from "../state/widget.ts";
import type { ReadyState } from "../state/widget-state.ts";
import { Composer } from "./composer.tsx";
import { ConnectionNote } from "./connection-note.tsx";
import { Faces } from "./avatar.tsx";
import { CloseButton, PresenceDot } from "./header.tsx";
import { MoreMenu, type MenuActions } from "./more-menu.tsx";
import { PrechatForm } from "./prechat-form.tsx";
import { RecentConversations } from "./recent-conversations.tsx";
import { Starters } from "./starters.tsx";

interface HomeViewProps {
  widget: Widget;
  page: ParentPage;
  state: ReadyState;
  live: Live | null;
  earlier: readonly Recent[];
  menu: MenuActions;
  pendingFirst: readonly PendingFirstMessage[];
  introduction: Introduction | null;
  onIntroduce: (introduction: Introduction) => void;
  onOpenChat: () => void;
  onOpenEarlier: (conversationId?: string) => void;
  onClose: () => void;
}

/** What the panel opens with: who is there, what was said last, and how to begin. */
export function HomeView(props: HomeViewProps) {
  const { widget, page, state, menu, introduction, onIntroduce, onOpenChat } = props;
  const { settings, desk, customer, chat } = state;
  const words = ownWords(settings, spokenLanguage());
  const isAway = desk.online === false;
  // A signed identity needs no form.
  const isSignedIn = customer?.identified ?? customer?.verified ?? false;
  const isIntroduced = introduction !== null || isSignedIn || state.conversationId !== null;
  const fields = isIntroduced ? [] : settings.prechat;
  const line = homeLine(desk, useNow());
  const send = (body: string) => {
    widget.send(body, introduction ?? {});
    onOpenChat();
  };
  return (
    <>
      <header class="hello">
        <div class="row">
          {desk.people.length > 0 && <Faces people={desk.people} size={40} />}
          <h1>
            <bdi>{settings.teamName}</bdi>
          </h1>
          <MoreMenu {...menu} />
          <CloseButton onClose={props.onClose} />
        </div>
        <h2>
          <bdi>{words.greeting}</bdi>
        </h2>
        {line && (
          <p class="presence">
            {desk.online !== null && <PresenceDot presence={isAway ? "away" : "online"} />}
            {line}
          </p>
        )}
        {isAway && (
          <p class="presence">
            <bdi>{words.offlineMessage}</bdi>
          </p>
        )}
      </header>
      <ConnectionNote connection={chat?.connection} />
      <div class="home">
        {customer && (
          <RecentConversations
            {...{ state, onOpenChat }}
            live={props.live}
            earlier={props.earlier}
            onOpenEarlier={props.onOpenEarlier}
          />
        )}
        {fields.length > 0 ? (
          <PrechatForm fields={fields} page={page} onDone={onIntroduce} />
        ) : (
          <Starters starters={words.starters} onPick={send} />
        )}
      </div>
      {fields.length === 0 && <Composer page={page} draft={widget.draft} onSend={send} />}
      {/* Before the first message, because that is the first thing that is stored. */}
      {!customer && words.privacy && (
        <p class="privacy" dir="auto">
          {words.privacy.text}{" "}
          {words.privacy.url && (
            <a href={words.privacy.url} target="_blank" rel="noopener noreferrer">
              {translate("privacyLink")}
            </a>
          )}
        </p>
      )}
    </>
  );
}
