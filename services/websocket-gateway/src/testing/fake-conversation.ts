import { sampleCustomerConversation, sampleDeskConversation } from "@chorus/contracts/testing/sample-conversation";
import type { Conversation, CustomerConversation } from "@chorus/contracts/entities/conversation";
import type { Event } from "@chorus/contracts/entities/event";
import type { AppendItem, AudienceEvents } from "@chorus/contracts/routes/internal-chat";
import { systemIds } from "@chorus/kernel/ids";

type StoredEvent = AudienceEvents & { clientMessageId: string; authorId: string };

/** A conversation's log with both numberings, in memory, as chat-service keeps it in Postgres. */
export class FakeConversation {
  readonly id: string;
  readonly tenantId: string;
  readonly customerId: string;
  readonly events: StoredEvent[] = [];
  assigneeId: string | null = null;
  updatedAtMs = Date.now();

  constructor(tenantId: string, customerId: string, id: string = systemIds.next()) {
    this.tenantId = tenantId;
    this.customerId = customerId;
    this.id = id;
  }

  get headSeq(): number {
    return this.events.length;
  }

  get publicHeadSeq(): number {
    return this.events.filter((event) => event.publicSeq !== null).length;
  }

  append(item: AppendItem): { event: StoredEvent; duplicate: boolean } {
    const { userId, role } = item.principal;
    const known = this.events.find(
      (event) => event.clientMessageId === item.clientMessageId && event.authorId === userId,
    );
    if (known) return { event: known, duplicate: true };
    const isNote = item.kind === "note";
    const seq = this.headSeq + 1;
    const publicSeq = isNote ? null : this.publicHeadSeq + 1;
    const author = { type: role === "customer" ? "customer" : "agent", id: userId, name: "Somebody" } as const;
    const createdAt = new Date().toISOString();
    const eventFor = (ownSeq: number): Event => ({
      conversationId: this.id,
      seq: ownSeq,
      kind: isNote ? "note.created" : "message.created",
      actor: author,
      createdAt,
      data: {
        message: {
          id: item.clientMessageId,
          conversationId: this.id,
          seq: ownSeq,
          clientMessageId: item.clientMessageId,
          kind: isNote ? "note" : "text",
          author,
          body: item.body,
          replyToSeq: null,
          attachments: [],
          createdAt,
          editedAt: null,
          deletedAt: null,
        },
      },
    });
    const event: StoredEvent = {
      seq,
      publicSeq,
      agentEvent: eventFor(seq),
      customerEvent: publicSeq === null ? null : eventFor(publicSeq),
      clientMessageId: item.clientMessageId,
      authorId: userId,
    };
    this.events.push(event);
    this.updatedAtMs = Math.max(Date.now(), this.updatedAtMs + 1);
    return { event, duplicate: false };
  }

  eventsFor(isCustomer: boolean): Event[] {
    if (!isCustomer) return this.events.map((event) => event.agentEvent);
    return this.events.flatMap((event) => event.customerEvent ?? []);
  }

  asAgentsSee(): Conversation {
    return sampleDeskConversation({
      ...this.asCustomersSee(),
      tenantId: this.tenantId,
      customer: { id: this.customerId, name: "A customer", email: null, verified: false },
      headSeq: this.headSeq,
    });
  }

  asCustomersSee(): CustomerConversation {
    const at = new Date(this.updatedAtMs).toISOString();
    return sampleCustomerConversation({
      id: this.id,
      assignee: this.assigneeId === null ? null : { id: this.assigneeId, name: "An agent", avatar: null },
      headSeq: this.publicHeadSeq,
      createdAt: at,
      updatedAt: at,
    });
  }
}
