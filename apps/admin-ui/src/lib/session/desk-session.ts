import { ChatClient } from "@chorus/client-sdk/chat-client";
import type { RestClient } from "@chorus/client-sdk/rest-client";
import type { TokenSource } from "@chorus/client-sdk/token-source";
import type { SessionUser } from "@chorus/contracts/entities/people";
import { QueryClient } from "@tanstack/react-query";
import { retryQuery } from "./query-retry.ts";
import { followServerClock } from "../browser/now.ts";
import { WarmConversations } from "./warm-conversations.ts";
import { PresenceDirectory } from "./presence-directory.ts";

/** The objects of one signed-in person, which end with the session. */
export interface DeskSession {
  user: SessionUser;
  rest: RestClient;
  chat: ChatClient;
  queryClient: QueryClient;
  presence: PresenceDirectory;
  /** Of chat-service, for the addresses of photos. */
  chatUrl: string;
  warm: WarmConversations;
  /** Where shops fetch the widget. */
  widgetUrl: string;
  end: () => void;
}

interface DeskSessionOptions {
  user: SessionUser;
  rest: RestClient;
  tokens: TokenSource;
  chatUrl: string;
  gatewayUrl: string;
  widgetUrl: string;
  /** The gateway or the token service reports that the session has ended. */
  onEnded: () => void;
}

const ENDED: ReadonlySet<string> = new Set(["signed_out", "revoked", "authenticationFailed"]);

export function openDeskSession(options: DeskSessionOptions): DeskSession {
  const { user, rest, tokens, chatUrl, gatewayUrl, widgetUrl, onEnded } = options;
  const chat = new ChatClient({ gatewayUrl, tokens });
  const queryClient = new QueryClient({
    defaultOptions: { queries: { staleTime: 30_000, retry: retryQuery, refetchOnWindowFocus: true } },
  });
  const presence = new PresenceDirectory(chat);
  const nudge = () => {
    if (!document.hidden) chat.nudge();
  };
  window.addEventListener("online", nudge);
  window.addEventListener("offline", nudge);
  document.addEventListener("visibilitychange", nudge);
  const leaveState = chat.connection.subscribe(() => {
    const state = chat.connection.getSnapshot();
    if (state.status === "stopped" && ENDED.has(state.reason)) onEnded();
  });
  const leaveClock = followServerClock(chat.clockOffset);
  const leaveTokens = tokens.onEnded(onEnded);
  chat.inbox.start();
  chat.start();
  return {
    user,
    rest,
    chat,
    queryClient,
    presence,
    chatUrl,
    warm: new WarmConversations(chat),
    widgetUrl,
    end: () => {
      leaveState();
      leaveClock();
      leaveTokens();
      window.removeEventListener("online", nudge);
      window.removeEventListener("offline", nudge);
      document.removeEventListener("visibilitychange", nudge);
      chat.stop();
      queryClient.clear();
    },
  };
}
