import { markdownToPlain } from "@chorus/markdown/plain";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { translate } from "../state/language.ts";
import type { ParentPage } from "../state/parent-page.ts";
import { formatTime } from "../state/times.ts";
import type { UnreadMessage } from "../state/unread.ts";
import { Avatar, RobotAvatar } from "./avatar.tsx";
import { IconButton } from "./icon-button.tsx";

interface PeekProps {
  page: ParentPage;
  message: UnreadMessage;
  onDismiss: () => void;
}

/** A live region has to be seen before it speaks. */
const SEEN_AFTER_MS = 500;

/** While the panel is closed: the last unread words beside the launcher. */
export function Peek({ page, message, onDismiss }: PeekProps) {
  const box = useRef<HTMLDivElement>(null);
  const [announced, announce] = useState("");
  const { author, createdAt, avatar } = message;
  const text = markdownToPlain(message.body);
  const words = `${translate("newMessage")}. ${author.name}: ${text}`;
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    // Its height depends on the width that the page gives it.
    const observer = new ResizeObserver(() => page.send({ chorus: 1, type: "peek", count: element.offsetHeight }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      page.send({ chorus: 1, type: "peek", count: 0 });
    };
  }, [page]);
  useEffect(() => {
    const timer = setTimeout(() => announce(words), SEEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <div ref={box} class="peek">
      <button type="button" class="peek-open" onClick={() => page.send({ chorus: 1, type: "open" })}>
        {author.type === "assistant" ? <RobotAvatar size={32} /> : <Avatar {...author} avatar={avatar} size={32} />}
        <span>
          <bdi class="peek-author">{author.name}</bdi>
          <time dateTime={createdAt}>{formatTime(createdAt)}</time>
          <span class="peek-text" dir="auto">
            {text}
          </span>
        </span>
      </button>
      <IconButton icon="close" label={translate("dismiss")} onClick={onDismiss} />
      <output class="sr-only">{announced}</output>
    </div>
  );
}
