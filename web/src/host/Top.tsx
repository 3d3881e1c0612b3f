// The made-up site's own head: its name, its menu, and its language, which the chat follows.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { rememberLanguage } from "../shared/language.ts";
import type { Language } from "../shared/protocol.ts";
import { language, languageName, OFFERED } from "../shared/texts/catalogue.ts";
import { hostTexts } from "../shared/texts/host.ts";
import { desk } from "./guidance_desk.ts";

export function Top({ title }: { title: string }): JSX.Element {
  const host = hostTexts();
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = title;
    desk("setLocale", language.value);
  }, [language.value]);
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
        <select aria-label={host.language} value={language.value} onChange={(event) => choose(event.currentTarget.value)}>
          {OFFERED.map((code) => <option key={code} value={code} lang={code}>{languageName(code)}</option>)}
        </select>
      </div>
    </header>
  );
}
