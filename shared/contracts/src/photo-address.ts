/** Where photos are served, for everybody who knows their address. */
export const PHOTO_PATH = "/api/v1/photos/";

/**
 * Where a person's photo is loaded from.
 * @param avatar as contracts carry it: a path of the REST API, or an https address
 * @param apiUrl of chat-service, without a path
 * @returns null for nobody's, and for an address that is neither: such a picture would be loaded from wherever somebody wrote
 */
export function photoAddress(avatar: string | null | undefined, apiUrl: string): string | null {
  if (!avatar) return null;
  if (avatar.startsWith(PHOTO_PATH)) return apiUrl.replace(/\/$/, "") + avatar;
  return avatar.startsWith("https://") ? avatar : null;
}
