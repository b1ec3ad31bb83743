import type { PermissionName } from "@chorus/contracts/permissions";
import { reachOf, type UserRole } from "@chorus/contracts/permissions";
import {
  Bell,
  BellRing,
  Building2,
  Fingerprint,
  Globe,
  KeyRound,
  type LucideIcon,
  MailCheck,
  MessageCircle,
  ScrollText,
  Sparkles,
  TriangleAlert,
  UserRound,
} from "lucide-react";

/** One page of the settings. A new one is a line here, its name in `settings-texts.ts` and a route in `settings-routes.ts`. */
export interface SettingsSection {
  name:
    | "account"
    | "notifications"
    | "general"
    | "origins"
    | "identity"
    | "widget"
    | "apiKeys"
    | "notificationDefaults"
    | "deliveries"
    | "summaries"
    | "deadTasks"
    | "audit";
  path: `/settings/${string}`;
  icon: LucideIcon;
  /** Who may see it; null: everybody. */
  permission: PermissionName | null;
}

const SETTINGS_SECTIONS: readonly SettingsSection[] = [
  { name: "account", path: "/settings/account", icon: UserRound, permission: null },
  { name: "notifications", path: "/settings/notifications", icon: Bell, permission: null },
  { name: "general", path: "/settings/company", icon: Building2, permission: "tenant.manage" },
  { name: "widget", path: "/settings/widget", icon: MessageCircle, permission: "tenant.manage" },
  { name: "origins", path: "/settings/websites", icon: Globe, permission: "tenant.manage" },
  { name: "identity", path: "/settings/identity", icon: Fingerprint, permission: "tenant.own" },
  { name: "apiKeys", path: "/settings/api-keys", icon: KeyRound, permission: "keys.manage" },
  {
    name: "notificationDefaults",
    path: "/settings/notification-defaults",
    icon: BellRing,
    permission: "tenant.manage",
  },
  { name: "deliveries", path: "/settings/deliveries", icon: MailCheck, permission: "tenant.manage" },
  { name: "summaries", path: "/settings/summaries", icon: Sparkles, permission: "tenant.manage" },
  { name: "deadTasks", path: "/settings/failed-work", icon: TriangleAlert, permission: "tenant.manage" },
  { name: "audit", path: "/settings/audit-log", icon: ScrollText, permission: "tenant.manage" },
];

/** A role sees only what it may. */
export function sectionsFor(role: UserRole): readonly SettingsSection[] {
  return SETTINGS_SECTIONS.filter(({ permission }) => permission === null || reachOf(role, permission) !== null);
}
