/** What chat-service takes at least; said before anything is sent. */
export const MIN_PASSWORD_CHARACTERS = 8;
