import { type AnyRoute, createRoute, redirect } from "@tanstack/react-router";
import { DefaultsPage } from "../features/notifications/components/defaults-page.tsx";
import { DeliveriesPage } from "../features/notifications/components/deliveries-page.tsx";
import { PreferencesPage } from "../features/notifications/components/preferences-page.tsx";
import { AccountPage } from "../features/settings/components/account-page.tsx";
import { ApiKeysPage } from "../features/settings/components/api-keys-page.tsx";
import { AuditPage } from "../features/settings/components/audit-page.tsx";
import { DeadTasksPage } from "../features/settings/components/dead-tasks-page.tsx";
import { GeneralPage } from "../features/settings/components/general-page.tsx";
import { IdentityPage } from "../features/settings/components/identity-page.tsx";
import { OriginsPage } from "../features/settings/components/origins-page.tsx";
import { SettingsLayout } from "../features/settings/components/settings-layout.tsx";
import { SummarySettingsPage } from "../features/settings/summaries/components/summary-settings-page.tsx";
import { WidgetPage } from "../features/settings/widget/components/widget-page.tsx";

/** `/settings` and a route for each of its sections. */
export function settingsRoutes<Root extends AnyRoute>(root: Root) {
  const settings = createRoute({ getParentRoute: () => root, path: "/settings", component: SettingsLayout });
  const parent = () => settings;
  const index = createRoute({
    getParentRoute: parent,
    path: "/",
    beforeLoad: () => {
      throw redirect({ to: "/settings/account" });
    },
  });
  return settings.addChildren([
    index,
    createRoute({ getParentRoute: parent, path: "account", component: AccountPage }),
    createRoute({ getParentRoute: parent, path: "notifications", component: PreferencesPage }),
    createRoute({ getParentRoute: parent, path: "notification-defaults", component: DefaultsPage }),
    createRoute({ getParentRoute: parent, path: "deliveries", component: DeliveriesPage }),
    createRoute({ getParentRoute: parent, path: "company", component: GeneralPage }),
    createRoute({ getParentRoute: parent, path: "widget", component: WidgetPage }),
    createRoute({ getParentRoute: parent, path: "websites", component: OriginsPage }),
    createRoute({ getParentRoute: parent, path: "identity", component: IdentityPage }),
    createRoute({ getParentRoute: parent, path: "api-keys", component: ApiKeysPage }),
    createRoute({ getParentRoute: parent, path: "summaries", component: SummarySettingsPage }),
    createRoute({ getParentRoute: parent, path: "failed-work", component: DeadTasksPage }),
    createRoute({ getParentRoute: parent, path: "audit-log", component: AuditPage }),
  ]);
}
