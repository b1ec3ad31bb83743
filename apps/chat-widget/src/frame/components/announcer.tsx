import type { TimelineEntry } from "@chorus/client-sdk/conversation/timeline";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Sounds } from "../tabs/sounds.ts";

interface AnnouncerProps {
  timeline: readonly TimelineEntry[];
  isLive: boolean;
  sounds: Sounds | undefined;
  /** One tab of several. */
  isLeader: () => boolean;
}

/** Announces new messages of others to screen readers, and plays the sound; earlier messages are read in the log. */
export function Announcer({ timeline, isLive, sounds, isLeader }: AnnouncerProps) {
  const [text, setText] = useState("");
  const announcedSeq = useRef<number | null>(null);
  useEffect(() => {
    if (!isLive) return;
    const lastSeq = timeline.at(-1)?.seq ?? 0;
    const known = announcedSeq.current;
    announcedSeq.current = Math.max(lastSeq, known ?? 0);
    if (known === null) return;
    const news = timeline.flatMap((entry) =>
      entry.type === "message" && entry.seq > known && entry.message.author.type !== "customer" ? [entry.message] : [],
    );
    if (news.length === 0) return;
    setText(news.map((message) => `${message.author.name}: ${message.body}`).join("\n"));
    if (isLeader()) sounds?.play();
  }, [timeline, isLive, sounds, isLeader]);
  return (
    <p class="sr-only" aria-live="polite">
      {text}
    </p>
  );
}
