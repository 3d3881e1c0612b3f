// Ask a colleague into the conversation: who is ready now, with her centre and what she has room for.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useModal } from "../shared/parts/modal.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { askColleague, asking } from "./company.ts";
import type { Conversation } from "./conversation.ts";
import { type Colleague, colleagues, freeChats, lists } from "./lists.ts";
import { problem } from "./model.ts";
import { problemWords } from "./problem_words.ts";

export function AskDialog({ conversation }: { conversation: Conversation }): JSX.Element {
  const { company: t } = staffTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const able = askable(conversation);
  const chosen = useSignal<string | null>(able[0]?.counsellor_id ?? null);
  const refused = useSignal<string | null>(null);
  useModal(dialog);
  const close = (): void => { asking.value = null; };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (chosen.value === null) return;
    if (await askColleague(conversation, chosen.value)) close();
    else refused.value = problem.value;
  };
  return (
    <dialog class="confirm" ref={dialog} aria-labelledby="ask-heading" onCancel={(event) => { event.preventDefault(); close(); }}>
      <form onSubmit={(event) => void submit(event)}>
        <h2 class="heading" id="ask-heading">{t.heading}</h2>
        {able.length === 0 ? <p>{t.none}</p> : (
          <fieldset class="colleague-choice">
            <legend class="ds-sr-only">{t.who}</legend>
            {able.map((one) => (
              <label key={one.counsellor_id} class="check">
                <input type="radio" name="ask-who" checked={chosen.value === one.counsellor_id} onChange={() => { chosen.value = one.counsellor_id; }} />
                <span>{one.name} <span class="quiet small number">{aboutColleague(one)}</span></span>
              </label>
            ))}
          </fieldset>
        )}
        <p class="quiet small">{t.about}</p>
        {refused.value ? <p class="problem small" role="alert">{problemWords(refused.value)}</p> : null}
        <div class="row">
          {able.length > 0 ? <button type="submit" class="ds-button">{t.submit}</button> : null}
          <button type="button" class="ds-button" data-variant="secondary" onClick={close}>{t.cancel}</button>
        </div>
      </form>
    </dialog>
  );
}

/** Those who are on shift and ready, and not in it already; who has the most room stands first. */
function askable(conversation: Conversation): Colleague[] {
  const { owner, joined } = conversation.contact.value;
  const within = new Set([owner, ...joined.map((one) => one.counsellor_id)]);
  return colleagues.value
    .filter((one) => one.presence === "ready" && one.on_shift_until !== null && !within.has(one.counsellor_id))
    .sort((a, b) => freeChats(b) - freeChats(a) || a.name.localeCompare(b.name));
}

/** Her centre, and what she has room for. */
export function aboutColleague(colleague: Colleague): string {
  const { rail } = staffTexts();
  const centre = lists.value?.centres.find((one) => one.code === colleague.centre)?.name;
  const free = freeChats(colleague);
  return [centre, free > 0 ? rail.free(free) : rail.occupied].filter(Boolean).join(" · ");
}
