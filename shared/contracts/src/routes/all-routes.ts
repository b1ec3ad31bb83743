import * as apiKeys from "./api-keys.ts";
import * as auth from "./auth.ts";
import * as carts from "./carts.ts";
import * as catalogue from "./catalogue.ts";
import * as conversations from "./conversations.ts";
import * as deadTasks from "./dead-tasks.ts";
import type { RouteSpec } from "./define-route.ts";
import type { ServiceName } from "../services.ts";
import * as flags from "./flags.ts";
import * as internalChat from "./internal-chat.ts";
import * as latency from "./latency.ts";
import * as messages from "./messages.ts";
import * as notificationPreferences from "./notification-preferences.ts";
import * as notifications from "./notifications.ts";
import * as orders from "./orders.ts";
import * as payments from "./payments.ts";
import * as promotions from "./promotions.ts";
import * as refunds from "./refunds.ts";
import * as people from "./people.ts";
import * as customers from "./customers.ts";
import * as presence from "./presence.ts";
import * as pushSubscriptions from "./push-subscriptions.ts";
import * as queue from "./queue.ts";
import * as quotas from "./quotas.ts";
import * as reports from "./reports.ts";
import * as sagas from "./sagas.ts";
import * as signUp from "./sign-up.ts";
import * as stock from "./stock.ts";
import * as summaries from "./summaries.ts";
import * as teams from "./teams.ts";
import * as tenant from "./tenant.ts";
import * as tenants from "./tenants.ts";
import * as troubles from "./troubles.ts";
import * as widget from "./widget.ts";

const modules = [
  auth,
  signUp,
  widget,
  conversations,
  messages,
  queue,
  people,
  teams,
  customers,
  tenant,
  deadTasks,
  apiKeys,
  tenants,
  flags,
  troubles,
  quotas,
  latency,
  reports,
  notificationPreferences,
  presence,
  notifications,
  pushSubscriptions,
  summaries,
  catalogue,
  stock,
  promotions,
  carts,
  orders,
  payments,
  refunds,
  sagas,
  internalChat,
];

function isRoute(value: unknown): value is RouteSpec {
  return typeof value === "object" && value !== null && "method" in value && "responses" in value;
}

/** Every REST route of the platform, in the order of its files. */
export const ALL_ROUTES: readonly RouteSpec[] = modules.flatMap((module) => Object.values(module).filter(isRoute));

export function routesOf(service: ServiceName): RouteSpec[] {
  return ALL_ROUTES.filter((route) => route.service === service);
}
