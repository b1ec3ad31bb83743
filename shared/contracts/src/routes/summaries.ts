import { z } from "zod";
import { Summary, SummarySection, SummaryStatement, SummaryType } from "../entities/summary.ts";
import { SearchHit, SimilarConversation } from "../entities/search-hit.ts";
import { Uuid } from "../ids.ts";
import { label, optionalText, visibleText } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "summary-engine";
const ofConversation = z.object({ conversationId: Uuid });
const ofSummary = z.object({ summaryId: Uuid });

export const createSummary = defineRoute({
  id: "summaries.create",
  service,
  method: "POST",
  path: "/api/v1/conversations/{conversationId}/summaries",
  summary: "The summary when it is fresh; else it is made, and `summary.ready` tells when",
  access: "user",
  permission: "conversation.read",
  params: ofConversation,
  body: z.strictObject({ type: SummaryType }),
  responses: { 200: Summary, 202: z.object({ jobId: z.string() }) },
  errors: ["switched_off"],
});

/** An event of the stream, in the `data:` of its line. */
export const SummaryStreamEvent = z.discriminatedUnion("kind", [
  /** From here on nothing is missed: ask for the summary now. */
  z.object({ kind: z.literal("open") }),
  /** One more statement, whose sources were checked. */
  z.object({ kind: z.literal("statement"), type: SummaryType, section: z.string(), statement: SummaryStatement }),
  /** What came so far does not count: the model is asked again, or another one is. */
  z.object({ kind: z.literal("reset") }),
  /** It is stored, or nothing had to be made: read it. */
  z.object({ kind: z.literal("done") }),
]);
export type SummaryStreamEvent = z.infer<typeof SummaryStreamEvent>;

export const streamSummaries = defineRoute({
  id: "summaries.stream",
  service,
  method: "GET",
  path: "/api/v1/conversations/{conversationId}/summaries/stream",
  summary:
    "Statements as a model writes them, as server-sent events (`data: SummaryStreamEvent`), until they are stored",
  access: "user",
  permission: "conversation.read",
  params: ofConversation,
  responses: { 200: z.string().meta({ contentType: "text/event-stream" }) },
});

export const listSummaries = defineRoute({
  id: "summaries.list",
  service,
  method: "GET",
  path: "/api/v1/conversations/{conversationId}/summaries",
  summary: "The current summary of each type",
  access: "user",
  permission: "conversation.read",
  params: ofConversation,
  responses: { 200: z.object({ items: z.array(Summary) }) },
});

export const patchSummary = defineRoute({
  id: "summaries.patch",
  service,
  method: "PATCH",
  path: "/api/v1/summaries/{summaryId}",
  summary: "Put it in one's own words; they stay when it is refreshed",
  access: "user",
  permission: "conversation.organise",
  params: ofSummary,
  body: z.strictObject({ sections: z.array(SummarySection).min(1).max(10) }),
  responses: { 200: Summary },
  errors: ["conflict"],
});

export const rateSummary = defineRoute({
  id: "summaries.feedback",
  service,
  method: "POST",
  path: "/api/v1/summaries/{summaryId}/feedback",
  summary: "Say whether it helped; the last word of each person counts",
  access: "user",
  permission: "conversation.organise",
  params: ofSummary,
  body: z.strictObject({ verdict: z.enum(["up", "down"]), reason: optionalText({ max: 500 }) }),
  responses: { 204: null },
});

const Provider = z
  .object({
    name: z.string(),
    model: z.string().nullable(),
    /** `answering`: it is asked first. `standby`: when those before it fail. `off`: not at all. */
    state: z.enum(["answering", "standby", "off"]),
    /** Why, in plain words. */
    reason: z.string(),
  })
  .meta({ id: "SummaryProvider" });

export const listProviders = defineRoute({
  id: "providers.list",
  service,
  method: "GET",
  path: "/api/v1/providers",
  summary: "Which model answers for this tenant, and why",
  access: "user",
  permission: "people.read",
  responses: { 200: z.object({ items: z.array(Provider) }) },
});

const Degraded = z
  .string()
  .nullable()
  .describe("why the answer is less than it could be, in plain words; null when it is not");

export const semanticSearch = defineRoute({
  id: "search.semantic",
  service,
  method: "GET",
  path: "/api/v1/semantic-search",
  summary: "Conversations by words and by meaning, the best first",
  access: "user",
  ownTurn: "has a queue of its own",
  permission: "conversation.read",
  query: z.object({
    q: visibleText({ max: 500 }).trim(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  responses: { 200: z.object({ items: z.array(SearchHit), degraded: Degraded }) },
  errors: ["rate_limited"],
});

export const listSimilar = defineRoute({
  id: "search.similar",
  service,
  method: "GET",
  path: "/api/v1/conversations/{conversationId}/similar",
  summary: "Other conversations about much the same, and how they ended",
  access: "user",
  ownTurn: "has a queue of its own",
  permission: "conversation.read",
  params: ofConversation,
  responses: { 200: z.object({ items: z.array(SimilarConversation), degraded: Degraded }) },
  errors: ["rate_limited"],
});

const SummarySettings = z
  .object({
    /** `local`, or one of the providers that this installation has. */
    provider: z.string(),
    /** Tokens a day that remote models may use for this tenant; above it `local` answers. */
    dailyTokenBudget: z.int(),
    /** Addresses, numbers and the customer's name are replaced before anything leaves for a remote model. */
    masksPersonalData: z.boolean(),
    tokensUsedToday: z.int(),
    /** Tokens a month that the operator gives this tenant, and how many are used; above it `local` answers. */
    monthlyTokenQuota: z.int(),
    tokensUsedThisMonth: z.int(),
  })
  .meta({ id: "SummarySettings" });

export const getSummarySettings = defineRoute({
  id: "summary_settings.get",
  service,
  method: "GET",
  path: "/api/v1/summary-settings",
  summary: "Who writes this tenant's summaries",
  access: "user",
  permission: "tenant.manage",
  responses: { 200: SummarySettings },
});

export const patchSummarySettings = defineRoute({
  id: "summary_settings.patch",
  service,
  method: "PATCH",
  path: "/api/v1/summary-settings",
  summary: "Choose the provider, the budget and what is hidden from it; what is not named stays",
  access: "user",
  permission: "tenant.manage",
  body: z.strictObject({
    provider: label({ max: 40 }).optional(),
    dailyTokenBudget: z.int().min(0).max(1_000_000_000).optional(),
    masksPersonalData: z.boolean().optional(),
  }),
  responses: { 200: SummarySettings },
});

export const testProvider = defineRoute({
  id: "providers.test",
  service,
  method: "POST",
  path: "/api/v1/providers/test",
  summary: "Let a provider summarise a sample conversation",
  access: "user",
  ownTurn: "waits for a model",
  permission: "tenant.manage",
  body: z.strictObject({ provider: label({ max: 40 }) }),
  responses: { 200: z.object({ ok: z.boolean(), durationMs: z.int(), detail: z.string() }) },
  errors: ["quota_reached", "rate_limited"],
});

export const listSummaryUsage = defineRoute({
  id: "summary_usage.list",
  service,
  method: "GET",
  path: "/api/v1/summary-usage",
  summary: "What models did for this tenant in the last 30 days, a line per day and provider",
  access: "user",
  permission: "tenant.manage",
  responses: {
    200: z.object({
      items: z.array(
        z.object({
          day: z.iso.date(),
          provider: z.string(),
          calls: z.int(),
          failures: z.int(),
          inputTokens: z.int(),
          outputTokens: z.int(),
          costMicrodollars: z.int(),
        }),
      ),
    }),
  },
});
