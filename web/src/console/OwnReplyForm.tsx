// One quick reply of my own: its shortcut, its text in each language, and how it will read.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { HttpError } from "../shared/http.ts";
import { announce } from "../shared/parts/Announce.tsx";
import type { Language } from "../shared/protocol.ts";
import { language } from "../shared/texts/catalogue.ts";
import { writingTexts, type WritingTexts } from "../shared/texts/writing.ts";
import { textLength } from "../shared/typed.ts";
import { LANGUAGES, quickReplies, saveOwn, tidyShortcut } from "./own_replies.ts";
import { filled } from "./replies.ts";
import { valuesFor } from "./suggestions.ts";

const LONGEST = 2_000;
const EXAMPLE_ALIAS = "Kim";
const GAPS = ["alias", "fornavn", "enhet"] as const;
type Problem = keyof WritingTexts["own"]["problems"];
type Field = "shortcut" | Language | "all";

interface OwnReplyFormProps { id: string | null; shortcut: string; texts: Partial<Record<Language, string>>; onDone: () => void }

export function OwnReplyForm({ id, shortcut: before, texts: given, onDone }: OwnReplyFormProps): JSX.Element {
  const { own: t } = writingTexts();
  const shortcut = useSignal(before);
  const words = useSignal<Record<Language, string>>({ nb: "", nn: "", en: "", se: "", ...given });
  const at = useSignal<Language>(LANGUAGES.find((code) => given[code]) ?? language.value);
  const problem = useSignal<{ field: Field; why: Problem } | null>(null);
  const busy = useSignal(false);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const fail = (field: Field, why: Problem): void => {
    problem.value = { field, why };
    if (field !== "shortcut" && field !== "all") at.value = field;
    requestAnimationFrame(() => document.getElementById(field === "shortcut" || field === "all" ? "own-shortcut" : "own-text")?.focus());
  };
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    const found = problemOf(id, shortcut.value, words.value);
    if (found) return fail(...found);
    busy.value = true;
    try {
      await saveOwn(id, { shortcut: tidyShortcut(shortcut.value), texts: words.value });
      announce(t.saved);
      onDone();
    } catch (error) {
      fail(...refusal(error));
    } finally {
      busy.value = false;
    }
  };
  const why = (field: Field): string | null => (problem.value?.field === field ? t.problems[problem.value.why] : null);
  return (
    <form class="own-form" onSubmit={(event) => void save(event)} noValidate>
      <p class="quiet small">{id === null ? t.add : t.editing(before)}</p>
      <label class="ds-label" for="own-shortcut">{t.shortcut}</label>
      <input id="own-shortcut" ref={first} class="ds-input" autocomplete="off" value={shortcut.value} aria-invalid={why("shortcut") !== null}
        aria-describedby="own-shortcut-hint" onInput={(event) => { shortcut.value = event.currentTarget.value; problem.value = null; }}
        onBlur={() => { shortcut.value = tidyShortcut(shortcut.value); }} />
      <p class="quiet small" id="own-shortcut-hint">{t.shortcutHint}</p>
      <Why words={why("shortcut")} />
      <Texts words={words.value} at={at.value} invalid={why(at.value) !== null} onLanguage={(code) => { at.value = code; }}
        onInput={(text) => { words.value = { ...words.value, [at.value]: text }; problem.value = null; }} />
      <Why words={why(at.value)} />
      <Why words={why("all")} />
      <div class="row">
        <button type="submit" class="ds-button" aria-busy={busy.value}>{t.save}</button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={onDone}>{t.cancel}</button>
      </div>
    </form>
  );
}

interface TextsProps { words: Record<Language, string>; at: Language; invalid: boolean; onLanguage: (code: Language) => void; onInput: (text: string) => void }

function Texts({ words, at, invalid, onLanguage, onInput }: TextsProps): JSX.Element {
  const { own: t } = writingTexts();
  const field = useRef<HTMLTextAreaElement>(null);
  const put = (name: string): void => {
    const element = field.current;
    if (!element) return;
    element.focus();
    if (!document.execCommand("insertText", false, `{${name}}`)) onInput(`${words[at]}{${name}}`);
  };
  const text = words[at];
  return (
    <>
      <fieldset class="switch languages">
        <legend class="ds-sr-only">{t.textHint}</legend>
        {LANGUAGES.map((code) => (
          <label key={code}>
            <input type="radio" name="own-language" checked={at === code} onChange={() => onLanguage(code)} />
            <span>{t.text[code]}{words[code].trim() === "" ? "" : " ✓"}</span>
          </label>
        ))}
      </fieldset>
      <label class="ds-sr-only" for="own-text">{t.text[at]}</label>
      <textarea id="own-text" ref={field} class="ds-input" rows={4} dir="auto" lang={at} value={text} aria-invalid={invalid} aria-describedby="own-text-hint"
        onInput={(event) => onInput(event.currentTarget.value)} />
      <p class="quiet small" id="own-text-hint">{t.textHint}</p>
      <p class="gaps small"><span>{t.gaps}:</span>{GAPS.map((name) => <button key={name} type="button" class="plain-button small" onClick={() => put(name)}>{t.gap[name]}</button>)}</p>
      {text.trim() === "" ? null : <p class="preview small"><span class="quiet">{t.preview}: </span><span lang={at} dir="auto">{filled(text, valuesFor(EXAMPLE_ALIAS))}</span></p>}
    </>
  );
}

function Why({ words }: { words: string | null }): JSX.Element | null {
  return words === null ? null : <p class="problem small" role="alert">{words}</p>;
}

/** What can be seen to be wrong before the desk is asked. */
function problemOf(id: string | null, shortcut: string, words: Record<Language, string>): [Field, Problem] | null {
  const tidy = tidyShortcut(shortcut);
  if (tidy === "") return ["shortcut", "shortcut"];
  if (quickReplies.value.some((one) => one.scope === "own" && one.id !== id && one.shortcut === tidy)) return ["shortcut", "taken"];
  const long = LANGUAGES.find((code) => textLength(words[code]) > LONGEST);
  if (long) return [long, "tooLong"];
  return LANGUAGES.some((code) => words[code].trim() !== "") ? null : ["nb", "text"];
}

/** The desk's refusal by field; what cannot be told is said of all. */
function refusal(error: unknown): [Field, Problem] {
  if (!(error instanceof HttpError)) return ["all", "failed"];
  const { details } = error;
  if ("shortcut" in details) return ["shortcut", /taken|already|unique|has/.test(String(details["shortcut"])) ? "taken" : "shortcut"];
  const code = LANGUAGES.find((one) => one in details);
  if (code) return [code, /placeholder|brace/.test(String(details[code])) ? "gap" : "tooLong"];
  return ["all", error.code === "invalid" ? "most" : "failed"];
}
