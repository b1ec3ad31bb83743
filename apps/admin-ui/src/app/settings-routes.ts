import { type AnyRoute, createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";

const load = () => import("./settings-pages.ts");
type PageName = Exclude<keyof Awaited<ReturnType<typeof load>>, "SettingsLayout">;

/** `/settings` and a route for each of its sections. */
export function settingsRoutes<Root extends AnyRoute>(root: Root) {
  const settings = createRoute({
    getParentRoute: () => root,
    path: "/settings",
    component: lazyRouteComponent(load, "SettingsLayout"),
  });
  const parent = () => settings;
  const index = createRoute({
    getParentRoute: parent,
    path: "/",
    beforeLoad: () => {
      throw redirect({ to: "/settings/account" });
    },
  });
  const page = <const Path extends string>(path: Path, name: PageName) =>
    createRoute({ getParentRoute: parent, path, component: lazyRouteComponent(load, name) });
  return settings.addChildren([
    index,
    page("account", "AccountPage"),
    page("notifications", "PreferencesPage"),
    page("company", "GeneralPage"),
    page("business-hours", "HoursPage"),
    page("notification-defaults", "DefaultsPage"),
    page("widget", "WidgetPage"),
    page("websites", "OriginsPage"),
    page("summaries", "SummarySettingsPage"),
    page("features", "FeaturesPage"),
    page("api-keys", "ApiKeysPage"),
    page("identity", "IdentityPage"),
    page("deliveries", "DeliveriesPage"),
    page("failed-work", "DeadTasksPage"),
    page("audit-log", "AuditPage"),
  ]);
}
