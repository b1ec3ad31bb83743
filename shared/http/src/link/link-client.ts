import { AppError } from "@chorus/kernel/app-error";
import { createServiceClient, errorOf, type ServiceClient, type ServiceClientOptions } from "../service-client.ts";
import { type Link, NoLinks, openLink } from "./open-link.ts";

/** A call as it stands in the JSON of a frame. */
export interface LinkCall {
  route: string;
  params?: Record<string, string> | undefined;
  body: unknown;
  requestId?: string | undefined;
}

/** Its answer: the status and body that the route has over HTTP. */
export interface LinkAnswer {
  status: number;
  body?: unknown;
}

export interface LinkClientOptions extends ServiceClientOptions {
  /** The path of the route that opens links to the service. */
  linkPath: string;
}

/** Shorter than the life of the token with which it was opened. */
const RENEW_AFTER_MS = 4 * 60_000;
const RETRY_MS = { first: 100, most: 5_000 };
/** A service of a release before links; it will be replaced by a newer one. */
const ASK_AGAIN_MS = 30_000;

/**
 * Calls another service's internal routes over a link: one connection for all calls, without HTTP's cost for each. While there
 * is none (at the start, after a loss, beside an older release) calls go over HTTP.
 */
export function createLinkClient(options: LinkClientOptions): ServiceClient {
  const http = createServiceClient(options);
  const url = new URL(options.linkPath, options.baseUrl);
  let link: Link | undefined;
  let isOpening = false;
  let isClosed = false;
  let retryMs = RETRY_MS.first;
  let openNotBeforeMs = 0;
  let renewal: NodeJS.Timeout | undefined;

  const open = async (): Promise<void> => {
    if (isOpening || isClosed || performance.now() < openNotBeforeMs) return;
    isOpening = true;
    try {
      const opened = await openLink({
        ...{ url, serviceToken: await options.serviceToken(), timeoutMs: options.timeoutMs },
        onLeft: () => {
          if (link === opened) link = undefined;
        },
      });
      const replaced = link;
      link = opened;
      replaced?.leave();
      if (isClosed) opened.destroy(new Error("closed"));
      retryMs = RETRY_MS.first;
      clearTimeout(renewal);
      renewal = setTimeout(() => void open(), RENEW_AFTER_MS).unref();
    } catch (error) {
      openNotBeforeMs = performance.now() + (error instanceof NoLinks ? ASK_AGAIN_MS : retryMs);
      retryMs = Math.min(2 * retryMs, RETRY_MS.most);
    } finally {
      isOpening = false;
    }
  };

  return {
    async call(route, input) {
      if (!link) {
        void open();
        return http.call(route, input);
      }
      const { params, body, requestId } = input;
      const call: LinkCall = { route: route.id, params, body, requestId };
      const answer = await ask(link, JSON.stringify(call));
      if (answer.status >= 400) throw errorOf(answer.status, answer.body);
      return (answer.body ?? null) as never;
    },
    close() {
      isClosed = true;
      clearTimeout(renewal);
      link?.destroy(new Error("closed"));
      http.close();
    },
  };
}

async function ask(link: Link, call: string): Promise<LinkAnswer> {
  try {
    return JSON.parse((await link.call(call)).json) as LinkAnswer;
  } catch (error) {
    throw new AppError("unavailable", { retryMs: 1_000, cause: error });
  }
}
