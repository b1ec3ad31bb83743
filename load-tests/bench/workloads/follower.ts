import { Member, type MemberOptions } from "../client/member.ts";

/** A member that knows what it has seen: every number once, in order, whatever its connection did. */
export class Follower {
  readonly member: Member;
  lastSeq = 0;
  repeated = 0;
  /** Numbers that were jumped over. */
  holes = 0;
  #waiting: ((atMs: number) => void)[] = [];

  constructor(options: Omit<MemberOptions, "onEvent" | "onSubscribed">) {
    this.member = new Member({
      ...options,
      onEvent: ({ seq }) => this.#see(seq),
      onSubscribed: ({ seqs, headSeq }) => {
        // The first time it begins at the head; afterwards nothing may be lacking.
        if (this.lastSeq === 0) this.lastSeq = headSeq;
        else for (const seq of seqs) this.#see(seq);
        const atMs = performance.now();
        for (const resolve of this.#waiting.splice(0)) resolve(atMs);
      },
    });
  }

  /** Resolves when its place in the conversation is answered next. Ask before connecting: the answer follows at once. */
  nextSubscribed(): Promise<number> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #see(seq: number): void {
    if (seq <= this.lastSeq) {
      this.repeated += 1;
      return;
    }
    this.holes += seq - this.lastSeq - 1;
    this.lastSeq = seq;
  }
}
