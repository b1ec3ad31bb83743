import { markdownToPlain } from "@chorus/markdown/plain";
import { translate } from "../state/language.ts";
import { formatMoment, formatWhen } from "../state/times.ts";
import type { Recent } from "../state/recent.ts";
import { useNow } from "../state/use-now.ts";
import { Avatar, RobotAvatar } from "./avatar.tsx";

/** A conversation with whom, the last words, when, and whether they are unread. */
export function ConversationCard({ recent, onOpen }: { recent: Recent; onOpen: () => void }) {
  const { personId, name, avatar, isAssistant, text, at, isMine, isUnread, status } = recent;
  return (
    <button type="button" class="conversation" onClick={onOpen}>
      {isAssistant ? <RobotAvatar size={32} /> : <Avatar id={personId} name={name} avatar={avatar} size={32} />}
      <span class="words">
        <span class="row">
          <strong class="cut">
            <bdi>{name}</bdi>
          </strong>
          {status && <span class="state">{translate(status)}</span>}
          <time dateTime={at} title={formatMoment(at)}>
            {formatWhen(at, useNow())}
          </time>
        </span>
        <span class="cut">
          {isMine && `${translate("you")}: `}
          <bdi>{markdownToPlain(text)}</bdi>
        </span>
      </span>
      {isUnread && (
        <span class="unread">
          <span class="sr-only">{translate("unread")}</span>
        </span>
      )}
    </button>
  );
}
