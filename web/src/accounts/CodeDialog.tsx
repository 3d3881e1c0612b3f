// A code for somebody who has no password: asked for, and shown once.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { EditDialog } from "../settings/EditDialog.tsx";
import { Refused } from "../settings/Refused.tsx";
import { when } from "../settings/when.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { useModal } from "../shared/parts/modal.ts";
import { accountsTexts } from "../shared/texts/accounts.ts";
import { type Account, type FreshCode, newCode } from "./accounts.ts";
import { useAccountSaving } from "./saving.ts";

interface CodeDialogProps { account: Account; onClose: () => void; onCode: (name: string, code: FreshCode) => void }

export function CodeDialog({ account, onClose, onCode }: CodeDialogProps): JSX.Element {
  const t = accountsTexts();
  const saving = useAccountSaving();
  const closing = useSignal(false);
  const make = async (): Promise<void> => {
    let code: FreshCode | null = null;
    if (!(await saving.run(async () => { code = await newCode(account.account_id, closing.value); })) || code === null) return;
    onClose();
    onCode(account.name, code);
  };
  const problem = saving.forbidden === null ? <Refused refusal={saving.refusal} shown={[]} /> : <p class="problem" role="alert">{saving.forbidden}</p>;
  return (
    <EditDialog heading={t.codeFor(account.name)} save={t.makeCode} busy={saving.busy} changed={false} problem={problem} onSave={() => void make()} onClose={onClose}>
      <p>{t.codeHint}</p>
      {account.own
        ? <p class="quiet small">{t.closeFormerOwn}</p>
        : <p><label class="check"><input type="checkbox" checked={closing.value} onChange={(event) => { saving.clear(); closing.value = event.currentTarget.checked; }} /> {t.closeFormer}</label></p>}
    </EditDialog>
  );
}

/** The only time the code is seen: Escape does not take it away. */
export function CodeShown({ name, code, onClose }: { name: string; code: FreshCode; onClose: () => void }): JSX.Element {
  const t = accountsTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const failed = useSignal(false);
  useModal(dialog);
  const copy = async (): Promise<void> => {
    failed.value = !(await navigator.clipboard?.writeText(code.code).then(() => true, () => false));
    announce(failed.value ? t.notCopied : t.copied);
  };
  return (
    <dialog class="confirm wide" ref={dialog} aria-labelledby="code-heading" onCancel={(event) => event.preventDefault()}>
      <div class="settings-form">
        <h2 class="heading" id="code-heading">{t.codeFor(name)}</h2>
        <p class="sign-in-code number">{code.code}</p>
        <p><strong>{t.codeOnce}</strong> {t.codeUntil(when(code.expires_at))}</p>
        <p>{t.codeHint}</p>
        <p class="quiet small">{t.codeHow}</p>
        {failed.value ? <p class="problem">{t.notCopied}</p> : null}
        <div class="row">
          <button type="button" class="ds-button" onClick={() => void copy()}>{t.copy}</button>
          <button type="button" class="ds-button" data-variant="secondary" onClick={onClose}>{t.done}</button>
        </div>
      </div>
    </dialog>
  );
}
