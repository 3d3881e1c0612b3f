// How far a question left or a call asked for has come, in words, and what happens next.
import { lastDay } from "../shared/dates.ts";
import { numberWords } from "../shared/phone_number.ts";
import { texts } from "../shared/texts/catalogue.ts";
import type { FollowUp } from "./reading.ts";

type Asked = Pick<FollowUp, "kind" | "state" | "expires_at" | "attempts" | "number">;

/** An attempt at a question that was not answered is nothing to its citizen; an attempt at a call she may have missed. */
export function stateOf(asked: Asked): string {
  const { reading } = texts();
  if (asked.kind === "call" && asked.state === "waiting") return reading.waitingCall;
  if (asked.kind === "message" && asked.state === "attempted") return reading.states.waiting;
  return isMissed(asked) ? reading.missedCall : reading.states[asked.state];
}

export function nextOf(asked: Asked, now: number): string {
  const { dates, reading, receipt } = texts();
  const day = lastDay(asked.expires_at, now, dates);
  const call = asked.kind === "call";
  switch (asked.state) {
    case "waiting": return call ? receipt.calls(numberWords(asked.number ?? ""), day) : reading.waitingText(day);
    case "attempted": return call ? reading.attemptedText(day) : reading.waitingText(day);
    case "answered": return call ? reading.calledText : reading.keptText;
    case "expired": return isMissed(asked) ? reading.missedText : reading.expiredText;
    default: return reading.goneText;
  }
}

function isMissed(asked: Asked): boolean {
  return asked.kind === "call" && asked.state === "expired" && asked.attempts > 0;
}
