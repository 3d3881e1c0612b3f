// The made-up site: a header, three cards, and the way to a counsellor with its state on the button.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { rememberLanguage } from "../shared/language.ts";
import { second } from "../shared/now.ts";
import type { Language } from "../shared/protocol.ts";
import { language, languageName, OFFERED, texts } from "../shared/texts/catalogue.ts";
import { shortWait } from "../shared/waits.ts";
import { headline, why } from "../widget/headline.ts";
import { FRAME, loaded, OPEN_BUTTON, openChat, shown, watch } from "./model.ts";

export function App(): JSX.Element {
  const { host } = texts();
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = host.title;
  }, [language.value]);
  return (
    <>
      <Top />
      <main class="site">
        <section class="hero">
          <h1>{host.heading}</h1>
          <p>{host.lead}</p>
        </section>
        <Contact />
        <ul class="cards">
          {host.cards.map((card) => <li key={card.title}><h2>{card.title}</h2><p>{card.text}</p></li>)}
        </ul>
      </main>
      {loaded.value ? (
        <div class="frame" hidden={!shown.value}>
          <iframe id={FRAME} title={host.chatTitle} src={`/chat?language=${language.value}`} />
        </div>
      ) : null}
    </>
  );
}

function Top(): JSX.Element {
  const { host, header } = texts();
  const choose = (code: string): void => {
    language.value = code as Language;
    rememberLanguage(language.value);
  };
  return (
    <header class="site-top">
      <p class="demo">{host.demo}</p>
      <div class="bar">
        <p class="brand">{host.title}</p>
        <ul class="menu">{host.menu.map((item) => <li key={item}>{item}</li>)}</ul>
        <select aria-label={header.language} value={language.value} onChange={(event) => choose(event.currentTarget.value)}>
          {OFFERED.map((code) => <option key={code} value={code} lang={code}>{languageName(code)}</option>)}
        </select>
      </div>
    </header>
  );
}

function Contact(): JSX.Element {
  const { host } = texts();
  const state = stateWords();
  const phone = watch.state.value?.channels.phone;
  return (
    <section class="contact" aria-labelledby="contact">
      <div>
        <h2 id="contact">{host.contactHeading}</h2>
        <p>{host.contactText}{phone?.state === "open" && phone.number ? ` ${host.phone(phone.number)}` : ""}</p>
      </div>
      <div class="call">
        <button type="button" class="ds-button" data-size="md" id={OPEN_BUTTON} aria-expanded={shown.value} aria-describedby="chat-state" onClick={openChat}>{lead(watch.chat.value?.state)}</button>
        <p class="small" id="chat-state" role="status"><span class="dot" data-tone={state.tone} aria-hidden="true" /> {state.words}</p>
      </div>
    </section>
  );
}

/** What the button leads to: nobody is offered a chat that nobody may begin. */
function lead(state: string | undefined): string {
  const { host } = texts();
  return state === undefined || state === "open" ? host.openChat : host.leave;
}

function stateWords(): { tone: string; words: string } {
  const { header, host, wait } = texts();
  const chat = watch.chat.value;
  if (!chat) return { tone: "off", words: watch.silent.value ? host.stateUnknown : header.loading };
  if (chat.state === "closed") return { tone: "off", words: headline(chat, second.value) };
  if (chat.state === "full") return { tone: "slow", words: header.full };
  if (chat.state === "last_call") return { tone: "slow", words: `${header.lastCall}. ${why(chat)}` };
  if (chat.reason === "nobody_on_duty") return { tone: "slow", words: header.openNobody };
  const range = shortWait(chat.expected_wait, wait);
  return { tone: "good", words: range ? header.openWait(range) : header.open };
}
