let wanted: string | null = null;

/** The composer of this conversation takes the focus when it appears. */
export function requestComposerFocus(conversationId: string): void {
  wanted = conversationId;
}

/** Whether it was asked for; asked once. */
export function takeComposerFocus(conversationId: string): boolean {
  if (wanted !== conversationId) return false;
  wanted = null;
  return true;
}
