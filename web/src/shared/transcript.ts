// The messages of one contact, keyed by `seq`: known ones are ignored, a gap is noticed (protocol § 3.1).
import type { CitizenMessage } from "./protocol.ts";

/** A stored message as both sides have it; staff frames and HTTP carry more. */
export type Message = Omit<CitizenMessage, "type">;

export type Arrival = "new" | "known" | "gap";

export class Transcript {
  /** In the order of `seq`; a new array at every change. */
  messages: readonly Message[] = [];
  private readonly known = new Set<number>();
  private contiguous = 0;

  /** The last `seq` before the first hole: what `hello` and HTTP ask to be continued from. */
  get lastSeq(): number {
    return this.contiguous;
  }

  /** Takes a message in; `gap` says that an earlier one is missing and must be fetched. */
  add(message: Message): Arrival {
    if (this.known.has(message.seq)) return "known";
    this.known.add(message.seq);
    const last = this.messages.at(-1);
    this.messages = !last || last.seq < message.seq
      ? [...this.messages, message]
      : [...this.messages, message].sort((a, b) => a.seq - b.seq);
    while (this.known.has(this.contiguous + 1)) this.contiguous += 1;
    return message.seq > this.contiguous ? "gap" : "new";
  }

  /** Forgets every text: the contact was erased, or another one begins. */
  clear(): void {
    this.messages = [];
    this.known.clear();
    this.contiguous = 0;
  }
}
