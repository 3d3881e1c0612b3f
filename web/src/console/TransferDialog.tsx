// Handing over: to the line, a centre or a colleague, with a word to whoever takes it.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useModal } from "../shared/parts/modal.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { transfer } from "./actions.ts";
import { aboutColleague } from "./AskDialog.tsx";
import type { Conversation } from "./conversation.ts";
import { colleagues, lists } from "./lists.ts";
import { desk, problem } from "./model.ts";
import { problemWords } from "./problem_words.ts";

interface TransferDialogProps { conversation: Conversation; onClose: () => void }

export function TransferDialog({ conversation, onClose }: TransferDialogProps): JSX.Element {
  const { transfer: t } = staffTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const to = useSignal("queue");
  const note = useSignal("");
  const refused = useSignal<string | null>(null);
  useModal(dialog);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await transfer(conversation, target(to.value), note.value)) onClose();
    else refused.value = problem.value;
  };
  const ready = colleagues.value.filter((one) => one.presence === "ready" && one.counsellor_id !== desk.value?.me.value?.counsellor_id);
  const chosen = ready.find((one) => to.value === `counsellor:${one.counsellor_id}`);
  return (
    <dialog class="confirm" ref={dialog} aria-labelledby="transfer-heading" onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <form onSubmit={(event) => void submit(event)}>
        <h2 class="heading" id="transfer-heading">{t.heading}</h2>
        <label class="ds-label" for="transfer-to">{t.to}</label>
        <select id="transfer-to" class="ds-input" aria-describedby={chosen ? "transfer-about" : undefined} value={to.value} onChange={(event) => { to.value = event.currentTarget.value; }}>
          <option value="queue">{t.queue}</option>
          <optgroup label={t.centre}>
            {(lists.value?.centres ?? []).map((centre) => <option key={centre.code} value={`centre:${centre.code}`}>{centre.name}</option>)}
          </optgroup>
          {ready.length > 0 ? (
            <optgroup label={t.colleague}>
              {ready.map((one) => <option key={one.counsellor_id} value={`counsellor:${one.counsellor_id}`}>{one.name}</option>)}
            </optgroup>
          ) : null}
        </select>
        {chosen ? <p class="quiet small about-chosen" id="transfer-about">{aboutColleague(chosen)}</p> : null}
        <label class="ds-label" for="transfer-note">{t.note}</label>
        <textarea id="transfer-note" class="ds-input" rows={3} dir="auto" maxLength={conversation.limits.text} value={note.value} onInput={(event) => { note.value = event.currentTarget.value; }} />
        <p class="quiet small">{t.told}</p>
        {refused.value ? <p class="problem small" role="alert">{problemWords(refused.value)}</p> : null}
        <div class="row">
          <button type="submit" class="ds-button">{t.submit}</button>
          <button type="button" class="ds-button" data-variant="secondary" onClick={onClose}>{t.cancel}</button>
        </div>
      </form>
    </dialog>
  );
}

/** The choice as the protocol says it: exactly one of the line, a centre, a counsellor. */
function target(choice: string): object {
  const [kind, value] = choice.split(":");
  if (kind === "centre") return { centre: value };
  return kind === "counsellor" ? { counsellor: value } : { queue: true };
}
