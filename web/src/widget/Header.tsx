// The service's name, its state in words beside a dot, the language, and a way to close a framed chat.
import type { JSX } from "preact";
import type { Language } from "../shared/protocol.ts";
import { rememberLanguage } from "../shared/language.ts";
import { language, languageName, OFFERED, texts } from "../shared/texts/catalogue.ts";
import { shortWait } from "../shared/waits.ts";
import { isOver, isWaiting } from "./contact.ts";
import { leaveQuickly, oneMore } from "./exit.ts";
import { held } from "./frame.ts";
import { conversation, desk, view } from "./model.ts";

interface Shown { tone: "good" | "slow" | "off"; words: string }

export function Header(): JSX.Element {
  const { header, safety } = texts();
  const state = shown();
  return (
    <header class="top">
      <div class="name">
        <p class="title">{header.title}</p>
        <p class="state"><span class="dot" data-tone={state.tone} aria-hidden="true" /> {state.words}</p>
      </div>
      <label class="language-choice">
        <span class="ds-sr-only">{header.language}</span>
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5"><circle cx="12" cy="12" r="9" /><path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18" /></svg>
        <select id="language" class="language" value={language.value} onChange={(event) => choose(event.currentTarget.value)}>
          {choices().map((code) => <option key={code} value={code} lang={code}>{languageName(code)}</option>)}
        </select>
      </label>
      <button type="button" class="quick-exit" aria-describedby="exit-hint" title={safety.exit.hint} onClick={leaveQuickly}>{safety.exit.button}</button>
      <span id="exit-hint" class="ds-sr-only">{safety.exit.hint}</span>
      {held.value ? (
        <button type="button" class="plain-button close" aria-label={header.close} onClick={closeFrame}>
          <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" stroke="currentColor" stroke-width="2" stroke-linecap="round" /></svg>
        </button>
      ) : null}
      <div class="one-more" role="status">{oneMore.value ? <p>{safety.exit.again}</p> : null}</div>
    </header>
  );
}

function shown(): Shown {
  const { header, wait } = texts();
  const contact = conversation.value?.contact.value ?? null;
  if (view.value === "after" || view.value === "erased") return { tone: "off", words: header.over };
  if (contact && !isOver(contact)) return isWaiting(contact) ? { tone: "slow", words: header.inLine } : { tone: "good", words: header.talking };
  const chat = desk.chat.value;
  if (!chat) return { tone: "off", words: header.loading };
  if (chat.state === "last_call") return { tone: "slow", words: header.lastCall };
  if (chat.state === "full") return { tone: "slow", words: header.full };
  if (chat.state === "closed") return { tone: "off", words: header.closed };
  if (chat.reason === "nobody_on_duty") return { tone: "slow", words: header.openNobody };
  const range = shortWait(chat.expected_wait, wait);
  return { tone: "good", words: range ? header.openWait(range) : header.open };
}

function choices(): Language[] {
  return OFFERED.includes(language.value) ? [...OFFERED] : [...OFFERED, language.value];
}

function choose(code: string): void {
  language.value = code as Language;
  rememberLanguage(language.value);
}

/** The site that holds the frame closes it; the channel to it says so. */
function closeFrame(): void {
  dispatchEvent(new CustomEvent("desk:close"));
}
