// One of the two pages, by its address: a head with the language, and the text in one column.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { rememberLanguage } from "../shared/language.ts";
import { Foot } from "../shared/parts/Foot.tsx";
import type { Language } from "../shared/protocol.ts";
import { aboutTexts } from "../shared/texts/about.ts";
import { language, languageName, OFFERED, texts } from "../shared/texts/catalogue.ts";
import { Accessibility } from "./Accessibility.tsx";
import { failed } from "./facts.ts";
import { Privacy } from "./Privacy.tsx";

const ACCESSIBILITY = location.pathname.endsWith("/accessibility");

export function App(): JSX.Element {
  const t = aboutTexts();
  const shown = ACCESSIBILITY ? t.accessibility : t.privacy;
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = `${shown.title} – ${texts().header.title}`;
  }, [language.value]);
  return (
    <div class="about">
      <Head />
      <main>
        <h1>{shown.title}</h1>
        <p class="lead">{shown.lead}</p>
        {failed.value ? <p class="problem" role="alert">{t.failed}</p> : null}
        {ACCESSIBILITY ? <Accessibility /> : <Privacy />}
      </main>
      <footer><Foot /></footer>
    </div>
  );
}

function Head(): JSX.Element {
  const { header } = texts();
  const choose = (code: string): void => {
    language.value = code as Language;
    rememberLanguage(language.value);
  };
  return (
    <header class="about-head">
      <p><a class="ds-link" href={`/chat?language=${language.value}`}>{aboutTexts().chat}</a></p>
      <label class="ds-sr-only" for="language">{header.language}</label>
      <select id="language" class="language" value={language.value} onChange={(event) => choose(event.currentTarget.value)}>
        {OFFERED.map((code) => <option key={code} value={code} lang={code}>{languageName(code)}</option>)}
      </select>
    </header>
  );
}
