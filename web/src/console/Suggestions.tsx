// The list over the field: quick replies or public pages, each in the language it will be sent in.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { writingTexts } from "../shared/texts/writing.ts";
import { ownShown } from "./own_replies.ts";
import { linkQuery, type Slash } from "./slash.ts";
import { heardOf, listName, type Suggestion } from "./suggestions.ts";

interface SuggestionsProps { id: string; slash: Slash; found: readonly Suggestion[]; chosen: number; onPick: (one: Suggestion) => void }

export function Suggestions({ id, slash, found, chosen, onPick }: SuggestionsProps): JSX.Element {
  const { replies } = writingTexts();
  const heard = heardOf(found, slash);
  useEffect(() => document.getElementById(`${id}-${chosen}`)?.scrollIntoView({ block: "nearest" }), [id, chosen]);
  return (
    <div class="replies">
      <p class="ds-sr-only" role="status">{heard}</p>
      {found.length === 0 ? <p class="quiet small none" aria-hidden="true">{heard}</p> : (
        <div id={id} class="options" role="listbox" aria-label={listName(slash)} tabIndex={0}>
          {found.map((one, index) => <Option key={one.id} id={`${id}-${index}`} one={one} chosen={index === chosen} onPick={onPick} />)}
        </div>
      )}
      {linkQuery(slash.query) === null ? (
        <button type="button" class="plain-button small" onMouseDown={(event) => event.preventDefault()} onClick={() => { ownShown.value = "list"; }}>{replies.manage}</button>
      ) : null}
    </div>
  );
}

function Option({ id, one, chosen, onPick }: { id: string; one: Suggestion; chosen: boolean; onPick: (one: Suggestion) => void }): JSX.Element {
  return (
    // The field has the keys; a pointer may choose as well.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div id={id} role="option" aria-selected={chosen} tabIndex={-1} data-page={one.short === ""}
      onMouseDown={(event) => event.preventDefault()} onClick={() => onPick(one)}>
      {one.short === "" ? null : <kbd>{one.short}</kbd>}
      <span class="option-text"><span lang={one.language ?? undefined}>{one.text}</span></span>
      {one.tags.length > 0 ? <span class="option-tags">{one.tags.map((tag) => <span key={tag} class="tag-small">{tag}</span>)}</span> : null}
    </div>
  );
}
