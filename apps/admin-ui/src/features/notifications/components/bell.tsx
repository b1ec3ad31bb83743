import type { InAppNotification } from "@chorus/contracts/routes/notifications";
import { useNavigate } from "@tanstack/react-router";
import { Bell as BellIcon } from "lucide-react";
import { Menu, MenuItem, MenuSeparator } from "../../../components/ui/menu.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import { showProblem } from "../../../lib/desk/notices.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useMarkSeen, useOwnNotifications } from "../api/use-own-notifications.ts";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { bellTexts } from "../bell-texts.ts";
import { useSentence } from "./use-sentence.ts";

/** Higher counts are shown as this number and a plus. */
const MAX_COUNT = 100;

/** The person's own notifications, with the number of unseen ones. */
export function Bell() {
  const t = useTexts(bellTexts);
  const ui = useTexts(uiTexts);
  const navigate = useNavigate();
  const notifications = useOwnNotifications();
  const seen = useMarkSeen();
  const unseen = notifications.data?.unseen ?? 0;
  const count = unseen > MAX_COUNT ? `${MAX_COUNT}+` : String(unseen);
  const markSeen = (ids?: string[]) => seen.mutate(ids, { onError: showProblem });
  const open = (notification: InAppNotification) => {
    if (!notification.seenAt) markSeen([notification.id]);
    const { conversationId, event } = notification;
    const filter = event === "conversation.closed" ? "closed" : event === "conversation.assigned" ? "mine" : "open";
    if (conversationId) void navigate({ to: "/inbox/$filter/$conversationId", params: { filter, conversationId } });
  };
  return (
    <Menu
      side="bottom"
      align="start"
      trigger={<BellButton label={unseen > 0 ? t.unseen(count) : t.bell} count={unseen > 0 ? count : null} />}
    >
      <p className="px-2 pt-1.5 pb-1 text-sm font-semibold">{t.bell}</p>
      <div className="w-80 max-w-full">
        {notifications.isPending && (
          <output aria-label={ui.loading} className="flex flex-col gap-3 px-2 py-2">
            <Skeleton className="h-4 w-64" />
            <Skeleton className="h-4 w-48" />
          </output>
        )}
        {notifications.data?.items.length === 0 && (
          <p className="px-2 pb-2 text-sm text-ink-3">
            {t.empty}. {t.emptyHint}
          </p>
        )}
        {notifications.isError && !notifications.data && (
          <MenuItem onSelect={() => void notifications.refetch()}>{t.failed}</MenuItem>
        )}
        {notifications.data?.items.map((notification) => (
          <MenuItem key={notification.id} onSelect={() => open(notification)}>
            <NotificationLine notification={notification} />
          </MenuItem>
        ))}
      </div>
      <MenuSeparator />
      <MenuItem disabled={unseen === 0} onSelect={() => markSeen()}>
        {t.allSeen}
      </MenuItem>
      <MenuItem onSelect={() => void navigate({ to: "/settings/notifications" })}>{t.settings}</MenuItem>
    </Menu>
  );
}

function BellButton({ label, count, ...rest }: { label: string; count: string | null }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className="relative inline-flex size-8 shrink-0 items-center justify-center rounded-control text-ink-2 max-md:size-11 hover:bg-hover hover:text-ink"
      {...rest}
    >
      <BellIcon aria-hidden="true" size={17} strokeWidth={1.75} />
      {count && (
        <span
          aria-hidden="true"
          className="absolute -top-0.5 -right-0.5 min-w-4 rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-semibold text-on-accent tabular-nums"
        >
          {count}
        </span>
      )}
    </button>
  );
}

function NotificationLine({ notification }: { notification: InAppNotification }) {
  const t = useTexts(bellTexts);
  const sentence = useSentence(notification);
  const isNew = notification.seenAt === null;
  return (
    <span className="flex min-w-0 flex-1 items-start gap-2 py-1">
      <span
        aria-hidden="true"
        className={classNames("mt-1.5 size-2 shrink-0 rounded-full", isNew ? "bg-accent" : "bg-transparent")}
      />
      <span className={classNames("min-w-0 flex-1 break-words", isNew && "font-medium")}>
        {isNew && <span className="sr-only">{t.isNew}: </span>}
        {sentence}
      </span>
      <TimeAgo timestamp={notification.createdAt} className="shrink-0 text-xs text-ink-3" />
    </span>
  );
}
