// Closed, full or past the last call: the next opening as the headline, why, and where to go instead.
import type { JSX } from "preact";
import { whenOpens } from "../shared/dates.ts";
import { second } from "../shared/now.ts";
import { language, texts } from "../shared/texts/catalogue.ts";
import type { ChannelState } from "./desk.ts";
import { Emergency } from "./Emergency.tsx";
import { Explore } from "./Explore.tsx";
import { desk, question } from "./model.ts";

export function Closed(): JSX.Element {
  const { closed } = texts();
  const chat = desk.state.value?.channels.chat;
  return (
    <main class="page closed">
      <h1 class="heading" tabIndex={-1}>{headline(chat)}</h1>
      <p>{why(chat)}</p>
      {desk.state.value?.notice ? <p class="notice" dir="auto">{desk.state.value.notice}</p> : null}
      <p class="quiet small">{question.value === "" ? closed.soon : closed.kept}</p>
      <Explore />
      <Emergency />
    </main>
  );
}

function headline(chat: ChannelState | undefined): string {
  const { closed, dates } = texts();
  if (chat?.state === "full") return closed.full;
  return chat?.opens_at ? closed.opens(whenOpens(chat.opens_at, second.value, dates)) : closed.unknown;
}

function why(chat: ChannelState | undefined): string {
  const { closed, before } = texts();
  if (chat?.state === "full") return closed.fullText;
  const label = chat?.label?.[language.value === "se" ? "nb" : language.value];
  if (label) return closed.because(label);
  const reason = chat?.reason;
  if (reason && reason in closed.reasons) return closed.reasons[reason as keyof typeof closed.reasons];
  return chat?.state === "last_call" ? before.lastCall : closed.reasons.outside_hours;
}
