// The counsellor's field: messages, notes for colleagues only, and quick replies by `/` in the citizen's language.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Composer } from "../shared/parts/Composer.tsx";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import type { Conversation } from "./conversation.ts";
import { composerId } from "./focus.ts";
import { lists, type Reply } from "./lists.ts";
import { desk } from "./model.ts";
import { filled, matching, replyQuery } from "./replies.ts";

const MOST = 6;

export function StaffComposer({ conversation }: { conversation: Conversation }): JSX.Element {
  const { talk } = staffTexts();
  const chosen = useSignal(0);
  const note = conversation.noteMode.value;
  const { language, alias } = conversation.contact.value;
  const query = note ? null : replyQuery(conversation.draft.value);
  const found = query === null ? [] : matching(lists.value?.replies ?? [], query, language).slice(0, MOST);
  const listId = `replies-${conversation.id}`;
  useEffect(() => { chosen.value = 0; }, [query]);
  const fill = (reply: Reply): string => {
    const me = desk.value?.me.value;
    const centre = lists.value?.centres.find((one) => one.code === me?.centre);
    return filled(reply, language, { alias, fornavn: me?.name.split(" ")[0] ?? "", enhet: centre?.name ?? "" });
  };
  const insert = (reply: Reply): void => conversation.write(fill(reply));
  const onKey = (event: KeyboardEvent): boolean => {
    if (query === null) return false;
    const reply = found[chosen.value];
    if (event.key === "ArrowDown") chosen.value = Math.min(found.length - 1, chosen.value + 1);
    else if (event.key === "ArrowUp") chosen.value = Math.max(0, chosen.value - 1);
    else if ((event.key === "Enter" || event.key === "Tab") && reply) insert(reply);
    else if (event.key === "Escape") conversation.write("");
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return (
    <div class="say" data-note={note}>
      {query !== null ? (
        <div class="replies">
          <p class="ds-sr-only" role="status">{found.length > 0 ? talk.repliesFound(found.length) : talk.noReplies}</p>
          {found.length === 0 ? <p class="quiet small" aria-hidden="true">{talk.noReplies}</p> : (
            <div id={listId} role="listbox" aria-label={talk.replies}>
              {found.map((reply, index) => (
                // The field has the keys; a pointer may choose as well.
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
                <div key={reply.key} id={`${listId}-${index}`} role="option" aria-selected={index === chosen.value} tabIndex={-1}
                  onMouseDown={(event) => event.preventDefault()} onClick={() => insert(reply)}>
                  <kbd>{reply.shortcut}</kbd> <span>{fill(reply)}</span>
                </div>
              ))}
            </div>
          )}
        </div>
      ) : null}
      <label class="check small note-switch">
        <input type="checkbox" checked={note} onChange={(event) => { conversation.noteMode.value = event.currentTarget.checked; }} /> {talk.note}
        {note ? <span class="quiet" id={`note-hint-${conversation.id}`}> – {talk.noteHint}</span> : null}
      </label>
      <Composer id={composerId(conversation.id)} label={note ? talk.writeNote : talk.write} send={note ? talk.saveNote : talk.send}
        value={conversation.draft.value} limit={conversation.limits.text} problems={texts().problem}
        onInput={(text) => conversation.write(text)} onSend={(text) => conversation.say(text)} onKey={onKey}
        {...(note ? { describedBy: `note-hint-${conversation.id}` } : {})}
        list={found.length > 0 ? { controls: listId, active: `${listId}-${chosen.value}` } : undefined} />
    </div>
  );
}
