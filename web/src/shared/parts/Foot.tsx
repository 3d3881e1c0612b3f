// The links to privacy and accessibility at the foot of a screen; in tabs of their own, so that no conversation is left.
import type { JSX } from "preact";
import { language } from "../texts/catalogue.ts";
import { footTexts } from "../texts/foot.ts";

const PAGES = ["privacy", "accessibility"] as const;

export function Foot(): JSX.Element {
  const t = footTexts();
  return (
    <nav class="foot" aria-label={t.label}>
      <ul>
        {PAGES.map((page) => (
          <li key={page}>
            <a class="ds-link small" href={`/${page}?language=${language.value}`} target="_blank" rel="noopener">
              {t[page]}<span class="ds-sr-only">{` (${t.newTab})`}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
