/** All pages of the settings, which are loaded together when the first one is opened. */
export { SettingsLayout } from "../features/settings/components/settings-layout.tsx";
export { AccountPage } from "../features/account-settings/components/account-page.tsx";
export { PreferencesPage } from "../features/notifications/components/preferences-page.tsx";
export { GeneralPage } from "../features/settings/components/general-page.tsx";
export { HoursPage } from "../features/settings/hours/components/hours-page.tsx";
export { DefaultsPage } from "../features/notifications/components/defaults-page.tsx";
export { WidgetPage } from "../features/settings/widget/components/widget-page.tsx";
export { OriginsPage } from "../features/settings/components/origins-page.tsx";
export { SummarySettingsPage } from "../features/settings/summaries/components/summary-settings-page.tsx";
export { FeaturesPage } from "../features/settings/features/components/features-page.tsx";
export { ApiKeysPage } from "../features/settings/components/api-keys-page.tsx";
export { IdentityPage } from "../features/settings/identity/components/identity-page.tsx";
export { DeliveriesPage } from "../features/notifications/components/deliveries-page.tsx";
export { DeadTasksPage } from "../features/settings/components/dead-tasks-page.tsx";
export { AuditPage } from "../features/settings/components/audit-page.tsx";
