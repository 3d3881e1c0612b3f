// A door that lets nobody in, in words: when it opens next, and why it does not now.
import { hourWords, whenOpens } from "../shared/dates.ts";
import { language, texts } from "../shared/texts/catalogue.ts";
import { type ChannelState, JUST_CLOSED } from "./standing.ts";

/** The next opening in words; where none is known, what is known. The host page says the same. */
export function headline(chat: ChannelState | null, now: number): string {
  const { closed, dates } = texts();
  if (chat?.state === "full") return closed.full;
  if (chat?.opens_at) return closed.opens(whenOpens(chat.opens_at, now, dates));
  if (chat?.reason === JUST_CLOSED) return closed.justClosed;
  return chat?.state === "last_call" ? closed.lastCall : closed.unknown;
}

/** The holiday, the closure or the coordinator's reason by its name; else a sentence for the kind. */
export function why(chat: ChannelState | null): string {
  const { closed, dates } = texts();
  if (chat?.state === "full") return closed.fullText;
  if (chat?.state === "last_call" && chat.closes_at) return closed.lastCallText(hourWords(chat.closes_at, dates));
  const label = chat?.label?.[language.value] ?? chat?.label?.nb;
  if (label && chat?.state === "closed") return closed.because(label.replace(/[\s.]+$/, ""));
  const reason = chat?.reason ?? "outside_hours";
  return reason in closed.reasons ? closed.reasons[reason as keyof typeof closed.reasons] : closed.reasons.outside_hours;
}
