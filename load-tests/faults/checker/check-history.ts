import type { History, Send, StoredEvent, View } from "./history.ts";

/** One line for each thing that may never happen; all empty when the promises held. */
export interface Findings {
  /** Acknowledged, and missing in Postgres or in what a member sees. */
  lost: string[];
  /** Stored or seen more than once, or stored although it was refused. */
  repeated: string[];
  /** Seen in another order than that of the log, or stored in another order than it was said in. */
  reordered: string[];
  /** A number is missing in the log, in a view, or between two events of a socket. */
  gaps: string[];
  /** Seen by or stored for somebody of another tenant or conversation. */
  crossed: string[];
  /** An acknowledgement that says something else than the log. */
  misreported: string[];
}

/** Compares what each participant received with what is stored. */
export function checkHistory(history: History): Findings {
  const findings: Findings = { lost: [], repeated: [], reordered: [], gaps: [], crossed: [], misreported: [] };
  const byConversation = groupBy(history.stored, (event) => event.conversationId);
  checkSends(history, findings);
  checkLogs(byConversation, findings);
  checkTurns(history, findings);
  for (const view of history.views) checkView(view, byConversation.get(view.conversationId) ?? [], history, findings);
  checkStretches(history, findings);
  return findings;
}

/** How many findings of all kinds. */
export function countFindings(findings: Findings): number {
  return Object.values(findings).reduce((sum: number, lines: string[]) => sum + lines.length, 0);
}

function checkSends({ sends, stored }: History, findings: Findings): void {
  const copies = groupBy(stored, (event) => keyOf(event.authorId, event.clientMessageId));
  for (const send of sends) {
    const found = copies.get(keyOf(send.authorId, send.clientMessageId)) ?? [];
    const name = nameOf(send);
    if (send.outcome === "ok" && found.length === 0) findings.lost.push(`${name} was acknowledged and is not stored`);
    if (found.length > 1) findings.repeated.push(`${name} is stored ${found.length} times`);
    if (send.outcome === "fail" && found.length > 0) findings.repeated.push(`${name} was refused and is stored`);
    for (const event of found) {
      if (event.tenantId !== send.tenantId || event.conversationId !== send.conversationId)
        findings.crossed.push(`${name} is stored in ${event.tenantId}/${event.conversationId}`);
      if (send.seq !== undefined && send.seq !== event.seq && send.seq !== event.publicSeq)
        findings.misreported.push(`${name} was acknowledged as ${send.seq} and is stored as ${event.seq}`);
    }
  }
}

function checkLogs(byConversation: ReadonlyMap<string, StoredEvent[]>, findings: Findings): void {
  for (const [conversationId, events] of byConversation) {
    checkNumbers(`the log of ${conversationId}`, ascending(events.map((event) => event.seq)), findings);
    const publicSeqs = events.flatMap((event) => event.publicSeq ?? []);
    checkNumbers(`the public log of ${conversationId}`, ascending(publicSeqs), findings);
  }
}

/** Somebody who waits for each acknowledgement before going on has said things in that order. */
function checkTurns({ sends, stored }: History, findings: Findings): void {
  const seqs = new Map(stored.map((event) => [keyOf(event.authorId, event.clientMessageId), event.seq]));
  const acknowledged = sends.filter((send) => send.outcome === "ok");
  for (const own of groupBy(acknowledged, (send) => `${send.authorId}/${send.conversationId}`).values()) {
    let last = 0;
    for (const send of own.toSorted((one, other) => one.turn - other.turn)) {
      const seq = seqs.get(keyOf(send.authorId, send.clientMessageId));
      if (seq === undefined) continue;
      if (seq < last) findings.reordered.push(`${nameOf(send)} is stored before what the author said earlier`);
      last = Math.max(last, seq);
    }
  }
}

function checkView(view: View, stored: readonly StoredEvent[], history: History, findings: Findings): void {
  const name = `${view.reader}'s ${view.how} view of ${view.conversationId}`;
  const expected = new Map(
    stored.flatMap((event) => {
      const seq = view.audience === "agents" ? event.seq : event.publicSeq;
      return seq === null ? [] : [[seq, event] as const];
    }),
  );
  const foreign = new Set(
    history.sends.flatMap((send) => (send.conversationId === view.conversationId ? [] : send.clientMessageId)),
  );
  const seqs = view.events.map((event) => event.seq);
  checkNumbers(name, seqs, findings);
  const seen = new Set(seqs);
  for (const [seq, event] of expected) {
    if (!seen.has(seq)) findings.lost.push(`${name} lacks ${seq} (${event.clientMessageId ?? "no message"})`);
  }
  for (const { seq, clientMessageId } of view.events) {
    const event = expected.get(seq);
    if (event?.tenantId !== undefined && event.tenantId !== view.tenantId)
      findings.crossed.push(`${name} has ${seq} of tenant ${event.tenantId}`);
    if (clientMessageId !== null && foreign.has(clientMessageId))
      findings.crossed.push(`${name} has ${clientMessageId} of another conversation`);
    else if (!event || event.clientMessageId !== clientMessageId)
      findings.misreported.push(`${name} has ${clientMessageId ?? "no message"} at ${seq}, the log does not`);
  }
}

function checkStretches({ stretches }: History, findings: Findings): void {
  for (const { reader, conversationId, seqs } of stretches) {
    checkSteps(`a socket of ${reader} in ${conversationId}`, seqs, findings);
  }
}

/** From 1 on, each number once, in order. */
function checkNumbers(name: string, seqs: readonly number[], findings: Findings): void {
  if (seqs.length > 0 && seqs[0] !== 1 && Math.min(...seqs) !== 1) findings.gaps.push(`${name} begins with ${seqs[0]}`);
  checkSteps(name, seqs, findings);
}

function checkSteps(name: string, seqs: readonly number[], findings: Findings): void {
  const seen = new Set<number>();
  let last: number | undefined;
  for (const seq of seqs) {
    if (seen.has(seq)) findings.repeated.push(`${name} has ${seq} twice`);
    else if (last !== undefined && seq < last) findings.reordered.push(`${name} has ${seq} after ${last}`);
    else if (last !== undefined && seq > last + 1) findings.gaps.push(`${name} has ${seq} right after ${last}`);
    seen.add(seq);
    last = Math.max(last ?? 0, seq);
  }
}

function ascending(seqs: readonly number[]): number[] {
  return seqs.toSorted((one, other) => one - other);
}

function nameOf(send: Send): string {
  return `${send.clientMessageId} (${send.authorId}, turn ${send.turn})`;
}

function keyOf(authorId: string | null, clientMessageId: string | null): string {
  return `${authorId}/${clientMessageId}`;
}

function groupBy<Item>(items: readonly Item[], keyFor: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyFor(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
