// A notice where it will stand: above the question of the chat, or at the top of a counsellor's screen.
import type { JSX } from "preact";
import { textsIn } from "../shared/texts/catalogue.ts";
import { deskTexts } from "../shared/texts/desk.ts";
import { STAFF_CATALOGUES } from "../shared/texts/staff.ts";
import type { Audience } from "./notices.ts";
import { languageWord } from "./language_words.ts";

interface NoticeLookProps { audience: Audience; code: "nb" | "nn" | "en"; text: string }

export function NoticeLook({ audience, code, text }: NoticeLookProps): JSX.Element {
  const { notices: t } = deskTexts();
  const shown = text.trim() === "" ? "…" : text;
  return (
    <figure class="look">
      <figcaption class="quiet small">{t.look[audience](languageWord(code))}</figcaption>
      {audience === "citizens" ? <InChat code={code} text={shown} /> : <InConsole code={code} text={shown} />}
    </figure>
  );
}

function InChat({ code, text }: { code: "nb" | "nn" | "en"; text: string }): JSX.Element {
  const { header, before } = textsIn(code);
  return (
    <div class="look-frame" lang={code}>
      <p class="look-head"><strong>{header.title}</strong> <span class="dot" data-tone="good" aria-hidden="true" /> {header.open}</p>
      <p class="notice" dir="auto">{text}</p>
      <p><strong>{before.heading}</strong></p>
      <p class="small">{before.what} {before.anonymous}</p>
    </div>
  );
}

function InConsole({ code, text }: { code: "nb" | "nn" | "en"; text: string }): JSX.Element {
  const staff = STAFF_CATALOGUES[code];
  return (
    <div class="look-frame" lang={code}>
      <p class="look-head"><strong>{staff.name}</strong></p>
      <p class="notice" dir="auto">{text}</p>
      <p class="small"><strong>{staff.rail.mine}</strong></p>
    </div>
  );
}
