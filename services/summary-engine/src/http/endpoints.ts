import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePerson } from "@chorus/auth/permission";
import type { WorkOf } from "@chorus/auth/work-queue";
import * as routes from "@chorus/contracts/routes/summaries";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { SummaryContext } from "../context.ts";
import { describeProviders } from "../providers/describe-providers.ts";
import { changeSettings, readSettings } from "@chorus/models/settings";
import { tryProvider } from "../providers/try-provider.ts";
import { readUsage } from "@chorus/models/usage";
import { findSimilar } from "../search/find-similar.ts";
import { searchConversations } from "../search/search-conversations.ts";
import { editSummary } from "../summaries/edit-summary.ts";
import { rateSummary } from "../summaries/rate-summary.ts";
import { listSummaries } from "../summaries/read-summaries.ts";
import { requestSummary } from "../summaries/request-summary.ts";
import { createSearchQueue, createTrialQueue } from "./work-queues.ts";
import { openStream } from "../stream/open-stream.ts";

/** The endpoints of one service share its queues. */
export function summaryEndpoints(context: SummaryContext): Endpoint<AccessClaims>[] {
  const searches = createSearchQueue();
  const trials = createTrialQueue();
  return [
    endpoint(routes.createSummary, async ({ caller, params, body }) => {
      const answer = await requestSummary(context, caller, { ...params, ...body });
      return "fresh" in answer ? reply(200, answer.fresh) : reply(202, answer);
    }),
    endpoint(routes.streamSummaries, async ({ caller, params }) => {
      // It lasts as long as its watcher's session, which a key does not have.
      requirePerson(caller);
      return reply(200, await openStream(context, caller, params.conversationId));
    }),
    endpoint(routes.listSummaries, async ({ caller, params }) =>
      reply(200, await listSummaries(context, caller, params.conversationId)),
    ),
    endpoint(routes.patchSummary, async ({ caller, params, body }) => {
      requirePerson(caller);
      return reply(200, await editSummary(context, caller, { ...params, ...body }));
    }),
    endpoint(routes.rateSummary, async ({ caller, params, body }) => {
      requirePerson(caller);
      await rateSummary(context, caller, { ...params, verdict: body.verdict, reason: body.reason ?? null });
      return reply(204);
    }),
    endpoint(routes.semanticSearch, async ({ caller, query, askAgain }) =>
      reply(
        200,
        await searches(
          after(askAgain, () => searchConversations(context, caller, query)),
          workOf(caller),
        ),
      ),
    ),
    endpoint(routes.listSimilar, async ({ caller, params: { conversationId }, askAgain }) =>
      reply(
        200,
        await searches(
          after(askAgain, () => findSimilar(context, caller, conversationId)),
          workOf(caller),
        ),
      ),
    ),
    endpoint(routes.listProviders, async ({ caller }) =>
      reply(200, { items: await describeProviders(context, caller.tenantId) }),
    ),
    endpoint(routes.getSummarySettings, async ({ caller }) => reply(200, await readSettings(context, caller.tenantId))),
    endpoint(routes.patchSummarySettings, async ({ caller, body }) =>
      reply(200, await changeSettings(context, caller.tenantId, body)),
    ),
    endpoint(routes.testProvider, async ({ caller, body: { provider }, askAgain }) =>
      reply(
        200,
        await trials(
          after(askAgain, () => tryProvider(context, caller.tenantId, provider)),
          workOf(caller),
        ),
      ),
    ),
    endpoint(routes.listSummaryUsage, async ({ caller }) =>
      reply(200, { items: await readUsage(context, caller.tenantId) }),
    ),
  ];
}

/** In a queue somebody's right may end. */
function after<Result>(askAgain: () => Promise<void>, work: () => Promise<Result>): () => Promise<Result> {
  return async () => {
    await askAgain();
    return work();
  };
}

function workOf({ tenantId, userId: personId }: AccessClaims): WorkOf {
  return { tenantId, personId };
}
