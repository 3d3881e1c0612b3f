// The language of a staff page.
import type { JSX } from "preact";
import { rememberLanguage } from "../language.ts";
import type { Language } from "../protocol.ts";
import { language, languageName, OFFERED } from "../texts/catalogue.ts";
import { staffTexts } from "../texts/staff.ts";

export function LanguagePicker(): JSX.Element {
  const choose = (code: string): void => {
    language.value = code as Language;
    rememberLanguage(language.value);
  };
  return (
    <select class="language" aria-label={staffTexts().language} value={language.value} onChange={(event) => choose(event.currentTarget.value)}>
      {OFFERED.map((code) => <option key={code} value={code} lang={code}>{languageName(code)}</option>)}
    </select>
  );
}
