// Closing an account, or opening it again: what that does to people is said before it is done.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { EditDialog } from "../settings/EditDialog.tsx";
import { Field } from "../settings/Field.tsx";
import { toHeadingWhenLost } from "../settings/lost_focus.ts";
import { Refused } from "../settings/Refused.tsx";
import { announce } from "../shared/parts/Announce.tsx";
import { accountsTexts } from "../shared/texts/accounts.ts";
import { type Account, bodyOf, changeAccount } from "./accounts.ts";
import { Effects } from "./Effects.tsx";
import { useLook } from "./preview.ts";
import { useAccountSaving } from "./saving.ts";

interface OpenCloseProps { account: Account; onClose: () => void; onSaved: () => Promise<void> }

export function OpenCloseDialog({ account, onClose, onSaved }: OpenCloseProps): JSX.Element {
  const t = accountsTexts();
  const saving = useAccountSaving();
  const reason = useSignal("");
  const body = { ...bodyOf(account), active: !account.active };
  const look = useLook(body, account.account_id);
  const save = async (): Promise<void> => {
    if (!(await saving.run(() => changeAccount(account.account_id, body, account.version, reason.value)))) return;
    announce(account.active ? t.closed : t.opened);
    onClose();
    await onSaved();
    toHeadingWhenLost();
  };
  const problem = saving.forbidden === null ? <Refused refusal={saving.refusal} shown={["reason"]} /> : <p class="problem" role="alert">{saving.forbidden}</p>;
  return (
    <EditDialog heading={(account.active ? t.sureClose : t.sureOpen)(account.name)} save={account.active ? t.yesClose : t.yesOpen} busy={saving.busy} changed={reason.value !== ""} problem={problem} onSave={() => void save()} onClose={onClose}>
      <Effects look={look} fresh={false} />
      <Field id="account-why" label={t.reason} hint={t.reasonHint} wrong={saving.wrong("reason")}>
        {(marks) => <input {...marks} class="ds-input" type="text" maxLength={300} value={reason.value} onInput={(event) => { saving.clear(); reason.value = event.currentTarget.value; }} />}
      </Field>
    </EditDialog>
  );
}
