// The made-up site: a header, three cards, and a button of its own that tells whether the chat is open.
import type { JSX } from "preact";
import { whenOpens } from "../shared/dates.ts";
import { second } from "../shared/now.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { hostTexts } from "../shared/texts/host.ts";
import { shortWait } from "../shared/waits.ts";
import { desk } from "./guidance_desk.ts";
import { answer, chat, shown, silent } from "./model.ts";
import { Top } from "./Top.tsx";

export function App(): JSX.Element {
  const host = hostTexts();
  return (
    <>
      <Top title={host.title} />
      <main class="site">
        <section class="hero">
          <h1>{host.heading}</h1>
          <p>{host.lead}</p>
        </section>
        <Contact />
        <ul class="cards">
          {host.cards.map((card) => <li key={card.title}><h2>{card.title}</h2><p>{card.text}</p></li>)}
        </ul>
        <p><a class="ds-link" href="/embedding">{host.toExample}</a></p>
      </main>
    </>
  );
}

function Contact(): JSX.Element {
  const host = hostTexts();
  const state = stateWords();
  const phone = answer.value?.channels.phone;
  return (
    <section class="contact" aria-labelledby="contact">
      <div>
        <h2 id="contact">{host.contactHeading}</h2>
        <p>{host.contactText}{phone?.state === "open" && phone.number ? ` ${host.phone(phone.number)}` : ""}</p>
      </div>
      <div class="call">
        <button type="button" class="ds-button" data-size="md" aria-expanded={shown.value} aria-describedby="chat-state" onClick={() => desk("open")}>{lead()}</button>
        <p class="small" id="chat-state" role="status"><span class="dot" data-tone={state.tone} aria-hidden="true" /> {state.words}</p>
      </div>
    </section>
  );
}

/** What the button leads to: nobody is offered a chat that nobody may begin. */
function lead(): string {
  const host = hostTexts();
  const state = chat()?.state ?? "open";
  return state === "open" ? host.openChat : host.leave;
}

function stateWords(): { tone: string; words: string } {
  const host = hostTexts();
  const { dates, header, wait } = texts();
  const now = chat();
  if (!now) return { tone: "off", words: silent.value ? host.stateUnknown : header.loading };
  if (now.state === "closed") return { tone: "off", words: now.opens_at ? host.opens(whenOpens(now.opens_at, second.value, dates)) : host.closed };
  if (now.state === "full") return { tone: "slow", words: host.full };
  if (now.state === "last_call") return { tone: "slow", words: host.lastCall };
  if (now.reason === "nobody_on_duty") return { tone: "slow", words: host.nobody };
  const range = shortWait(now.expected_wait, wait);
  return { tone: "good", words: range ? header.openWait(range) : header.open };
}
