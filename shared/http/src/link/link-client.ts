import { AppError } from "@chorus/kernel/app-error";
import { currentTraceparent } from "@chorus/observability/tracing";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import {
  type CallInput,
  createServiceClient,
  errorOf,
  type InternalRoute,
  type ServiceClient,
  type ServiceClientOptions,
} from "../service-client.ts";
import { type Link, NoLinks, openLink } from "./open-link.ts";

/** A call as it stands in the JSON of a frame. */
export interface LinkCall {
  route: string;
  params?: Record<string, string> | undefined;
  body: unknown;
  requestId?: string | undefined;
  /** Of a call whose trace is recorded. */
  traceparent?: string | undefined;
}

/** Its answer: the status and body that the route has over HTTP. */
export interface LinkAnswer {
  status: number;
  body?: unknown;
  /** What goes behind the JSON as it is. */
  bytes?: Uint8Array | undefined;
}

export interface LinkClient extends ServiceClient {
  /** A call whose answer has bytes beside its JSON; none over HTTP. */
  exchange<Spec extends InternalRoute>(
    route: Spec,
    input: CallInput<Spec>,
  ): Promise<{ result: RouteResult<Spec>; bytes: Buffer }>;
}

const NO_BYTES = Buffer.alloc(0);

/** Shorter than the life of the token with which it was opened. */
const RENEW_AFTER_MS = 4 * 60_000;
const RETRY_MS = { first: 100, most: 5_000 };
/** A service of a release before links; it will be replaced by a newer one. */
const ASK_AGAIN_MS = 30_000;

/**
 * Calls another service's internal routes over a link: one connection for all calls, without HTTP's cost for each. While there
 * is none (at the start, after a loss, beside an older release) calls go over HTTP.
 */
export function createLinkClient(options: ServiceClientOptions): LinkClient {
  const http = createServiceClient(options);
  const url = new URL(options.baseUrl);
  let link: Link | undefined;
  let isOpening = false;
  let isClosed = false;
  let retryMs = RETRY_MS.first;
  let openNotBeforeMs = 0;
  let renewal: NodeJS.Timeout | undefined;

  const openAgainIn = (waitMs: number) => {
    clearTimeout(renewal);
    renewal = setTimeout(() => void open(), waitMs).unref();
  };

  const open = async (): Promise<void> => {
    if (isOpening || isClosed || performance.now() < openNotBeforeMs) return;
    isOpening = true;
    let opened: Link | undefined;
    let hasLeft = false;
    const onLeft = () => {
      hasLeft = true;
      if (link === opened) link = undefined;
    };
    try {
      const serviceToken = await options.serviceToken();
      opened = await openLink({ url, serviceToken, timeoutMs: options.timeoutMs, onLeft });
      if (isClosed) opened.destroy(new Error("closed"));
      if (hasLeft) return;
      link?.leave();
      link = opened;
      retryMs = RETRY_MS.first;
      openAgainIn(RENEW_AFTER_MS);
    } catch (error) {
      const waitMs = error instanceof NoLinks ? ASK_AGAIN_MS : retryMs;
      openNotBeforeMs = performance.now() + waitMs;
      retryMs = Math.min(2 * retryMs, RETRY_MS.most);
      // Calls go on over a link that could not be renewed, so that none of them asks for another one.
      if (link) openAgainIn(waitMs);
    } finally {
      isOpening = false;
    }
  };

  const exchange: LinkClient["exchange"] = async (route, input) => {
    if (!link) {
      void open();
      return { result: await http.call(route, input), bytes: NO_BYTES };
    }
    const { params, body, requestId } = input;
    const call: LinkCall = { route: route.id, params, body, requestId, traceparent: currentTraceparent() };
    const { status, body: result = null, bytes } = await ask(link, call);
    if (status >= 400) throw errorOf(status, result);
    return { result: result as never, bytes };
  };

  return {
    exchange,
    call: async (route, input) => (await exchange(route, input)).result,
    close() {
      isClosed = true;
      clearTimeout(renewal);
      link?.destroy(new Error("closed"));
      http.close();
    },
  };
}

async function ask(link: Link, call: LinkCall): Promise<LinkAnswer & { bytes: Buffer }> {
  try {
    const { json, bytes } = await link.call(JSON.stringify(call));
    return { ...(JSON.parse(json) as LinkAnswer), bytes };
  } catch (error) {
    throw new AppError("unavailable", { retryMs: 1_000, cause: error });
  }
}
