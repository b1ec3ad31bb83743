interface Person {
  tenantId: string;
  userId: string;
  /** The session's only conversation, when a mailed link has opened it. */
  onlyConversationId?: string | undefined;
}

/**
 * Under what a person's uses are counted. All sessions that links have opened count together and apart from the person's own: whoever has
 * a link uses up nothing of whom it was mailed to.
 */
export function countedAs({ tenantId, userId, onlyConversationId }: Person): string {
  return `${tenantId} ${userId}${onlyConversationId === undefined ? "" : " linked"}`;
}
