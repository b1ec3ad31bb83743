import { createRestService, type RestService } from "@chorus/http/rest-service";
import type { AssistantConfig } from "./config.ts";

const CHAT_TIMEOUT_MS = 3_000;

/** Answers customers and hands over to people: not yet. It is alive, so that what it will do has a place. */
export async function createAssistant(config: AssistantConfig): Promise<RestService> {
  const { parts, serve } = createRestService("assistant", config, { chatTimeoutMs: CHAT_TIMEOUT_MS });
  return serve({ context: parts, endpoints: [] });
}
