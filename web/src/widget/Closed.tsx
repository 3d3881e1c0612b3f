// Closed, full or past the last call: the next opening as the headline, why, and a question or a call left right here.
import type { JSX } from "preact";
import { second } from "../shared/now.ts";
import { Foot } from "../shared/parts/Foot.tsx";
import { texts } from "../shared/texts/catalogue.ts";
import { Elsewhere } from "./Elsewhere.tsx";
import { Emergency } from "./Emergency.tsx";
import { Explore } from "./Explore.tsx";
import { FollowUpForm } from "./FollowUpForm.tsx";
import { headline, why } from "./headline.ts";
import { desk, question } from "./model.ts";
import { Notice } from "./Notice.tsx";
import { CodeLink } from "./CodeLink.tsx";

export function Closed(): JSX.Element {
  const { closed, followUp, problem } = texts();
  const chat = desk.chat.value;
  const phone = desk.state.value?.channels.phone;
  return (
    <main class="page closed">
      <h1 class="heading" tabIndex={-1}>{headline(chat, second.value)}</h1>
      <p>{why(chat)}</p>
      <Elsewhere />
      {phone?.state === "open" && phone.number ? (
        <p>{closed.phone} <a class="ds-link number" href={`tel:${phone.number.replaceAll(" ", "")}`}>{phone.number}</a>.</p>
      ) : null}
      <Notice />
      <section class="leave" aria-labelledby="leave">
        <h2 id="leave">{followUp.heading}</h2>
        <FollowUpForm />
      </section>
      <p class="quiet small">{question.value === "" ? closed.soon : closed.kept}</p>
      {desk.silent.value ? <p class="quiet small" role="status">{problem.noticed}</p> : null}
      <CodeLink />
      <Explore />
      <Emergency />
      <Foot />
    </main>
  );
}
