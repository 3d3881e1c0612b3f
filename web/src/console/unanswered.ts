// Commands that the desk has not answered yet: said again by a newer socket, and given up after a while.
import { newId } from "../shared/ids.ts";
import type { Ok } from "../shared/protocol.ts";

const ANSWER_WITHIN = 8_000;
/** Said twice it is refused the second time, though it was done; every other command changes nothing then (protocol § 3, I11). */
const ONCE = "transfer";

export interface Command { readonly type: string; readonly [field: string]: unknown }

type Timer = ReturnType<typeof setTimeout>;
interface Asked { command: Command; resolve: (ok: Ok) => void; reject: (code: string) => void; timer: Timer }

export class Unanswered {
  private readonly asked = new Map<string, Asked>();
  private readonly send: (frame: object) => boolean;

  /** `send` hands a frame to the socket; false where there is none. */
  constructor(send: (frame: object) => boolean) {
    this.send = send;
  }

  /** Gives a command and waits for its `ok`; rejects with the code of the refusal. */
  give(command: Command): Promise<Ok> {
    const id = newId();
    return new Promise((resolve, reject) => {
      if (this.send({ ...command, id })) this.asked.set(id, { command, resolve, reject, timer: this.patience(id) });
      else reject("unavailable");
    });
  }

  /** A newer socket stands: what was given by the older one may not have been heard, or its answer not. */
  again(): void {
    for (const [id, asked] of this.asked) {
      if (asked.command.type === ONCE || !this.send({ ...asked.command, id })) continue;
      clearTimeout(asked.timer);
      asked.timer = this.patience(id);
    }
  }

  /** The desk has answered; an answer to nothing of ours means nothing. */
  answered(id: string | undefined, answer: Ok | string): void {
    const asked = id === undefined ? undefined : this.asked.get(id);
    if (!asked || id === undefined) return;
    this.asked.delete(id);
    clearTimeout(asked.timer);
    if (typeof answer === "string") asked.reject(answer);
    else asked.resolve(answer);
  }

  private patience(id: string): Timer {
    return setTimeout(() => this.answered(id, "unavailable"), ANSWER_WITHIN);
  }
}
