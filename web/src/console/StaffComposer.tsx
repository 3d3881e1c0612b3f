// The counsellor's field: messages, notes for colleagues only, and what a slash brings.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Composer } from "../shared/parts/Composer.tsx";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import type { Conversation } from "./conversation.ts";
import { composerId } from "./focus.ts";
import { ownShown, placeholders } from "./own_replies.ts";
import { isCall } from "./phone.ts";
import { firstGap, unfilled } from "./replies.ts";
import { type Slash, slashAt } from "./slash.ts";
import { askFor, type Suggestion, suggestionsFor, wanted } from "./suggestions.ts";
import { Suggestions } from "./Suggestions.tsx";

interface Listed { slash: Slash | null; found: Suggestion[] | null }

export function StaffComposer({ conversation }: { conversation: Conversation }): JSX.Element {
  const { talk } = staffTexts();
  const { note: noteTexts } = writingTexts();
  const field = useRef<HTMLTextAreaElement>(null);
  const note = conversation.noteMode.value;
  const text = conversation.draft.value;
  const place = usePlace(text.length);
  /** A placeholder is left in it that only she can fill. */
  const open = useSignal(false);
  const { slash, found } = listed(conversation, place);
  const listId = `replies-${conversation.id}`;
  const chosen = Math.min(place.chosen.value, Math.max(0, (found?.length ?? 0) - 1));
  const pick = (one: Suggestion | undefined): void => {
    if (one && slash) insert(field, slash, one.put, (whole) => conversation.write(whole));
  };
  const input = (typed: string): void => {
    place.move(typed, field.current?.selectionStart ?? typed.length);
    conversation.write(typed);
    open.value = false;
  };
  const say = (words: string): void => {
    const gap = note ? null : unfilled(text, placeholders.value);
    open.value = gap !== null;
    if (!gap) conversation.say(words);
    else field.current?.setSelectionRange(gap.from, gap.to);
  };
  const onKey = (event: KeyboardEvent): boolean => {
    if (slash && found !== null && event.key === "Escape" && place.asked.value === slash.from) insert(field, slash, "", (whole) => conversation.write(whole));
    else if (!slash || found === null || !steer(event, { place, slash, chosen, found, pick })) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  useWanted(conversation, field, place);
  return (
    <div class="say" data-note={note}>
      {slash && found ? <Suggestions id={listId} slash={slash} found={found} chosen={chosen} onPick={pick} /> : null}
      <Tools conversation={conversation} />
      <Composer id={composerId(conversation.id)} field={field} label={note ? talk.writeNote : talk.write} send={note ? talk.saveNote : talk.send}
        value={text} limit={conversation.limits.text} problems={texts().problem} onInput={input} onSend={say} onKey={onKey}
        {...(note ? { describedBy: `note-hint-${conversation.id}` } : {})}
        list={found && found.length > 0 ? { controls: listId, active: `${listId}-${chosen}` } : undefined} />
      <p class="problem small gap-open" role="alert" hidden={!open.value}>{open.value ? writingTexts().replies.gapOpen : null}</p>
      {note ? <span class="ds-sr-only" id={`note-hint-${conversation.id}`}>{talk.noteHint} {noteTexts.kept}</span> : null}
    </div>
  );
}

/** Where the cursor stands, what is chosen in the list, which slash was said not to be one, and which was asked for. */
interface Place { cursor: Signal<number>; chosen: Signal<number>; closed: Signal<number | null>; asked: Signal<number | null>; move: (typed: string, to: number) => void }

function usePlace(length: number): Place {
  const [cursor, chosen] = [useSignal(length), useSignal(0)];
  const [closed, asked] = [useSignal<number | null>(null), useSignal<number | null>(null)];
  const move = (typed: string, to: number): void => {
    cursor.value = to;
    chosen.value = 0;
    const slash = slashAt(typed, to, asked.value);
    if (slash?.from !== asked.value) asked.value = null;
    if (slash === null || slash.query === "") closed.value = null;
  };
  return { cursor, chosen, closed, asked, move };
}

function listed(conversation: Conversation, place: Place): Listed {
  const text = conversation.draft.value;
  const slash = conversation.noteMode.value ? null : slashAt(text, Math.min(place.cursor.value, text.length), place.asked.value);
  if (!slash || slash.from === place.closed.value) return { slash: null, found: null };
  return { slash, found: suggestionsFor(slash, conversation) };
}

interface Steered { place: Place; slash: Slash; chosen: number; found: readonly Suggestion[]; pick: (one: Suggestion | undefined) => void }

/** The keys of the list; true when one was for it. Enter on nothing sends nothing: a shortcut mistyped is no answer. */
function steer(event: KeyboardEvent, { place, slash, chosen, found, pick }: Steered): boolean {
  const { key } = event;
  if (key === "Escape") place.closed.value = slash.from;
  else if (key === "Enter" && !event.shiftKey) pick(found[chosen]);
  else if (found.length === 0) return false;
  else if (key === "ArrowDown") place.chosen.value = (chosen + 1) % found.length;
  else if (key === "ArrowUp") place.chosen.value = (chosen + found.length - 1) % found.length;
  else if (key === "Tab" && !event.shiftKey) pick(found[chosen]);
  else return false;
  return true;
}

/** Puts a text in the place of the slash, so that it can be undone like anything typed, and the cursor at its first gap. */
function insert(field: RefObject<HTMLTextAreaElement | null>, slash: Slash, text: string, write: (whole: string) => void): void {
  const element = field.current;
  if (!element) return;
  const { value } = element;
  element.focus();
  element.setSelectionRange(slash.from, slash.to);
  if (!(text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text))) {
    element.value = value.slice(0, slash.from) + text + value.slice(slash.to);
    write(element.value);
  }
  const gap = firstGap(text);
  const end = slash.from + text.length;
  element.setSelectionRange(gap ? slash.from + gap.from : end, gap ? slash.from + gap.to : end);
}

/** A list asked for by a button, a key or the palette: as if it had been typed at the cursor. */
function useWanted(conversation: Conversation, field: RefObject<HTMLTextAreaElement | null>, place: Place): void {
  const asked = wanted.value;
  useEffect(() => {
    const element = field.current;
    if (!element || asked?.contactId !== conversation.id) return;
    wanted.value = null;
    conversation.writeNote(false);
    const from = element.selectionStart ?? element.value.length;
    const space = from > 0 && !/\s/u.test(element.value[from - 1] ?? "") ? " " : "";
    place.asked.value = from + space.length;
    place.closed.value = null;
    insert(field, { from, to: element.selectionEnd ?? from, query: "", alone: false }, `${space}${asked.put}`, (whole) => conversation.write(whole));
  }, [asked]);
}

function Tools({ conversation }: { conversation: Conversation }): JSX.Element {
  const { talk } = staffTexts();
  const { replies: t } = writingTexts();
  const note = conversation.noteMode.value;
  const text = conversation.draft.value;
  return (
    <div class="tools small">
      {isCall(conversation.contact.value) ? null : <label class="check note-switch">
        <input type="checkbox" checked={note} onChange={(event) => conversation.writeNote(event.currentTarget.checked)} /> {talk.note}
      </label>}
      {note ? <span class="quiet" aria-hidden="true">{talk.noteHint}</span> : (
        <>
          <button type="button" class="plain-button small" onClick={() => askFor(conversation, "/")}>{t.button} <kbd>/</kbd></button>
          <button type="button" class="plain-button small" onClick={() => askFor(conversation, "/lenke ")}>{t.linkButton}</button>
          {text.trim().length > 20 && !text.startsWith("/") ? (
            <button type="button" class="plain-button small" onClick={() => { ownShown.value = { text, language: conversation.contact.value.language }; }}>{t.keep}</button>
          ) : null}
        </>
      )}
    </div>
  );
}
