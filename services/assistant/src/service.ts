import { createRestService, type RestService } from "@chorus/http/rest-service";
import type { AssistantConfig } from "./config.ts";

const CHAT_TIMEOUT_MS = 3_000;

/** The assistant's service: it has no function yet, only health, configuration and documentation. */
export async function createAssistant(config: AssistantConfig): Promise<RestService> {
  const { parts, serve } = createRestService("assistant", config, { chatTimeoutMs: CHAT_TIMEOUT_MS });
  return serve({ context: parts, endpoints: [] });
}
