/** The two faces of the chat's round button, drawn on 20 with a line of 1.5: in the shop's page and in the desk's preview. */
export const CHAT_ICON =
  "M12.75 8.25v-3a1.5 1.5 0 0 0-1.5-1.5h-7a1.5 1.5 0 0 0-1.5 1.5v8l2.75-2.5h2M9 8.25h6.75a1.5 1.5 0 0 1 1.5 1.5v7l-2.75-2.25H9A1.5 1.5 0 0 1 7.5 13V9.75A1.5 1.5 0 0 1 9 8.25z";
export const CLOSE_ICON = "m5.5 8 4.5 4.5L14.5 8";
