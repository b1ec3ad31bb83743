import type { NotificationPreferencesPatch } from "@chorus/contracts/entities/notification-preferences";
import {
  getNotificationPreferences,
  patchNotificationPreferences,
} from "@chorus/contracts/routes/notification-preferences";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";

const KEY = ["notification-preferences"] as const;

/** The person's own notification preferences. */
export function usePreferences() {
  const { rest } = useDeskSession();
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => rest.call(getNotificationPreferences, { signal }) });
}

/** Changes the given fields. */
export function usePatchPreferences() {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: NotificationPreferencesPatch) => rest.call(patchNotificationPreferences, { body }),
    onSuccess: (preferences) => queryClient.setQueryData(KEY, preferences),
  });
}
