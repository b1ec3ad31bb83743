import type { PermissionName } from "@chorus/contracts/permissions";
import { reachOf, type UserRole } from "@chorus/contracts/permissions";
import type { LinkProps } from "@tanstack/react-router";
import {
  Bell,
  BellRing,
  Building2,
  Clock,
  Fingerprint,
  Globe,
  KeyRound,
  type LucideIcon,
  MailCheck,
  MessageCircle,
  ScrollText,
  Sparkles,
  ToggleRight,
  TriangleAlert,
  UserRound,
} from "lucide-react";
import type { settingsTexts } from "./settings-texts.ts";

type Names = (typeof settingsTexts)["en"];

/** One page of the settings. A new one is a line here, its name in `settings-texts.ts` and a route in `settings-routes.ts`. */
export interface SettingsSection {
  name: keyof Names["sections"];
  group: keyof Names["groups"];
  path: Extract<LinkProps["to"], `/settings/${string}`>;
  icon: LucideIcon;
  /** Who may see it; null: everybody. */
  permission: PermissionName | null;
}

const SETTINGS_SECTIONS: readonly SettingsSection[] = [
  { name: "account", group: "you", path: "/settings/account", icon: UserRound, permission: null },
  { name: "notifications", group: "you", path: "/settings/notifications", icon: Bell, permission: null },
  { name: "general", group: "company", path: "/settings/company", icon: Building2, permission: "tenant.manage" },
  {
    ...{ name: "businessHours", group: "company", path: "/settings/business-hours" },
    ...{ icon: Clock, permission: "tenant.manage" },
  },
  {
    ...{ name: "notificationDefaults", group: "company", path: "/settings/notification-defaults" },
    ...{ icon: BellRing, permission: "tenant.manage" },
  },
  {
    ...{ name: "features", group: "company", path: "/settings/features" },
    ...{ icon: ToggleRight, permission: "tenant.manage" },
  },
  { name: "widget", group: "chat", path: "/settings/widget", icon: MessageCircle, permission: "tenant.manage" },
  { name: "origins", group: "chat", path: "/settings/websites", icon: Globe, permission: "tenant.manage" },
  { name: "summaries", group: "chat", path: "/settings/summaries", icon: Sparkles, permission: "tenant.manage" },
  { name: "apiKeys", group: "developers", path: "/settings/api-keys", icon: KeyRound, permission: "keys.manage" },
  { name: "identity", group: "developers", path: "/settings/identity", icon: Fingerprint, permission: "tenant.own" },
  {
    name: "deliveries",
    group: "operations",
    path: "/settings/deliveries",
    icon: MailCheck,
    permission: "tenant.manage",
  },
  {
    ...{ name: "deadTasks", group: "operations", path: "/settings/failed-work" },
    ...{ icon: TriangleAlert, permission: "tenant.manage" },
  },
  { name: "audit", group: "operations", path: "/settings/audit-log", icon: ScrollText, permission: "tenant.manage" },
];

/** A role sees only what it may. */
export function sectionsFor(role: UserRole): readonly SettingsSection[] {
  return SETTINGS_SECTIONS.filter(({ permission }) => permission === null || reachOf(role, permission) !== null);
}
