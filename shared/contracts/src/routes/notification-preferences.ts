import { NotificationPreferences, NotificationPreferencesPatch } from "../entities/notification-preferences.ts";
import { defineRoute } from "./define-route.ts";

export const getNotificationPreferences = defineRoute({
  id: "notification_preferences.get",
  service: "chat-service",
  method: "GET",
  path: "/api/v1/notification-preferences",
  summary: "What the signed-in person is told of, and how",
  access: "member",
  responses: { 200: NotificationPreferences },
});

export const patchNotificationPreferences = defineRoute({
  id: "notification_preferences.patch",
  service: "chat-service",
  method: "PATCH",
  path: "/api/v1/notification-preferences",
  summary: "Choose what one is told of, and how",
  access: "member",
  body: NotificationPreferencesPatch,
  responses: { 200: NotificationPreferences },
});
