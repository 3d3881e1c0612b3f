// The page of the live example. Each command is shown as a site would write it, and done when it is touched.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { announce, Announcer } from "../shared/parts/Announce.tsx";
import { hostTexts } from "../shared/texts/host.ts";
import { addresses, COMMANDS, happened } from "./example.ts";
import { desk } from "./guidance_desk.ts";
import { Top } from "./Top.tsx";

export function Example(): JSX.Element {
  const { example } = hostTexts();
  return (
    <>
      <Top title={example.title} />
      <main class="site">
        <p><a class="ds-link" href="/">{example.back}</a></p>
        <h1 class="heading">{example.title}</h1>
        <p>{example.lead}</p>
        <Snippets />
        <OwnButton />
        <Commands />
        <Events />
      </main>
      <Announcer />
    </>
  );
}

function Snippets(): JSX.Element {
  const { example } = hostTexts();
  const where = addresses.value;
  return (
    <section class="part" aria-labelledby="snippet">
      <h2 id="snippet">{example.snippet}</h2>
      {where ? (
        <>
          <Snippet label={example.snippetText} code={`<script async src="${where.src}" data-locale="nb"></script>`} />
          <Snippet label={example.pinnedText} code={`<script async src="${where.pinned}" integrity="${where.integrity}" crossorigin="anonymous"></script>`} />
        </>
      ) : <p>{example.missing}</p>}
    </section>
  );
}

const copied = signal("");

function Snippet({ label, code }: { label: string; code: string }): JSX.Element {
  const { example } = hostTexts();
  const copy = (): void => {
    navigator.clipboard.writeText(code).then(() => { copied.value = code; announce(example.copied); }, () => announce(example.notCopied));
  };
  return (
    <div class="snippet">
      <p>{label}</p>
      <pre><code>{code}</code></pre>
      <button type="button" class="ds-button" data-variant="secondary" onClick={copy}>{copied.value === code ? example.copied : example.copy}</button>
    </div>
  );
}

function OwnButton(): JSX.Element {
  const { example } = hostTexts();
  return (
    <section class="part" aria-labelledby="own">
      <h2 id="own">{example.ownHeading}</h2>
      <p>{example.ownText}</p>
      <p><a class="ds-button" href="/chat" data-desk-open>{example.ownLink}</a></p>
      <p>{example.stateText} <strong data-desk-state /></p>
    </section>
  );
}

function Commands(): JSX.Element {
  const { example } = hostTexts();
  return (
    <section class="part" aria-labelledby="try">
      <h2 id="try">{example.tryHeading}</h2>
      <ul class="commands">
        {COMMANDS.map(([name, ...parts]) => {
          const written = `${name}(${parts.map((part) => JSON.stringify(part)).join(", ")})`;
          return <li key={written}><button type="button" class="ds-button" data-variant="secondary" onClick={() => desk(name, ...parts)}><code>{written}</code></button></li>;
        })}
      </ul>
    </section>
  );
}

function Events(): JSX.Element {
  const { example } = hostTexts();
  return (
    <section class="part" aria-labelledby="events">
      <h2 id="events">{example.eventsHeading}</h2>
      {happened.value.length === 0 ? <p>{example.none}</p> : null}
      <ol class="events" id="happened">
        {happened.value.map((one) => <li key={one.number}><code>desk:{one.name}</code> <code class="wrap">{one.detail}</code></li>)}
      </ol>
    </section>
  );
}
