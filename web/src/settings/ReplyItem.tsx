// One quick reply: its shortcut, and what it says in each language.
import type { JSX } from "preact";
import { deskTexts } from "../shared/texts/desk.ts";
import { LANGUAGES, missing, pieces, type Reply, uneven, unknownIn } from "./replies.ts";
import { languageLabel, languageWord } from "./language_words.ts";

export function ReplyItem({ reply, known, onEdit }: { reply: Reply; known: readonly string[]; onEdit: () => void }): JSX.Element {
  const t = deskTexts();
  const gaps = missing(reply);
  const odd = uneven(reply);
  const unknown = [...new Set(LANGUAGES.flatMap((code) => unknownIn(reply[code], known)))];
  return (
    <li>
      <div class="item-head">
        <h3><code>{reply.shortcut}</code></h3>
        {gaps.map((code) => <span class="tag-small changed" key={code}>{t.replies.missing(languageWord(code))}</span>)}
        {odd.length > 0 ? <span class="tag-small changed">{t.replies.uneven(odd.map(braced).join(", "))}</span> : null}
        {unknown.length > 0 ? <span class="tag-small changed">{t.problems.unknownPlaceholder(unknown.map(braced).join(", "))}</span> : null}
        <button type="button" class="plain-button small" aria-label={t.editNamed(reply.shortcut)} onClick={onEdit}>{t.edit}</button>
      </div>
      <dl class="beside">
        {LANGUAGES.map((code) => (
          <div key={code}>
            <dt>{languageLabel(code)}</dt>
            <dd lang={code} class="wrap">{reply[code].trim() === "" ? <span class="quiet">{t.replies.nothing}</span> : <Chipped text={reply[code]} />}</dd>
          </div>
        ))}
        {reply.se ? <div><dt>{t.replies.sami}</dt><dd lang="se" class="wrap"><Chipped text={reply.se} /></dd></div> : null}
      </dl>
    </li>
  );
}

/** What stands in braces is set apart, so that one sees what will be filled in. */
function Chipped({ text }: { text: string }): JSX.Element {
  return <>{pieces(text).map((piece, index) => (piece.placeholder === null ? piece.text : <code class="chip" key={index} lang="nb">{piece.text}</code>))}</>;
}

function braced(name: string): string {
  return `{${name}}`;
}
