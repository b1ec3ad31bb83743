import type { User } from "@chorus/contracts/entities/people";
import { changeMe, removePhoto, setPhoto } from "@chorus/contracts/routes/people";
import { useMutation } from "@tanstack/react-query";
import { useDeskSession, useSessionManager } from "../../../lib/session/session-context.ts";
import { shrinkPhoto } from "../shrink-photo.ts";

/** What was sent may be large, and the line slow. */
const UPLOAD_TIMEOUT_MS = 60_000;

/** Changes one's own account; the whole desk shows the result. */
function useAccountChange<Input>(change: (input: Input) => Promise<User>) {
  const sessionManager = useSessionManager();
  const { queryClient } = useDeskSession();
  return useMutation({
    mutationFn: change,
    // Without a network it fails at once, instead of waiting in silence.
    networkMode: "always",
    onSuccess: (user) => {
      sessionManager.changeUser(user);
      // Lists of people and conversations carry names and photos, too.
      void queryClient.invalidateQueries();
    },
  });
}

export function useChangeName() {
  const { rest } = useDeskSession();
  return useAccountChange((name: string) => rest.call(changeMe, { body: { name } }));
}

export function useSetPhoto() {
  const { rest } = useDeskSession();
  return useAccountChange(async (file: Blob) =>
    rest.call(setPhoto, { bytes: await shrinkPhoto(file), timeoutMs: UPLOAD_TIMEOUT_MS }),
  );
}

export function useRemovePhoto() {
  const { rest } = useDeskSession();
  return useAccountChange<void>(() => rest.call(removePhoto));
}
