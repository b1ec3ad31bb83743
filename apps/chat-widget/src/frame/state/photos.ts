import { photoAddress } from "@chorus/contracts/photo-address";

let apiUrl = "";

/** Where chat-service is, which serves the photos. */
export function setPhotoHome(chatUrl: string): void {
  apiUrl = chatUrl;
}

/** The address of a photo that the frame may load; null for any other. */
export const photoOf = (avatar: string | null | undefined): string | null => photoAddress(avatar, apiUrl);
