// One account: who it is, what she may do, what she answers in, and what a change of it does before it is saved.
import type { JSX } from "preact";
import { centres } from "../board/model.ts";
import { EditDialog } from "../settings/EditDialog.tsx";
import { type Editor, isChanged } from "../settings/editing.ts";
import { Field } from "../settings/Field.tsx";
import type { Found } from "../settings/found.ts";
import { languageLabel } from "../settings/language_words.ts";
import { toHeadingWhenLost } from "../settings/lost_focus.ts";
import { Refused } from "../settings/Refused.tsx";
import { announce } from "../shared/parts/Announce.tsx";
import { accountsTexts } from "../shared/texts/accounts.ts";
import { deskTexts } from "../shared/texts/desk.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { type AccountDraft, type Accounts, addAccount, changeAccount, CHANNELS, draftOf, type FreshCode, getAccounts, lacking, LANGUAGES, read, toggled } from "./accounts.ts";
import { Effects } from "./Effects.tsx";
import { centreName } from "./names.ts";
import { useLook } from "./preview.ts";
import { useAccountSaving } from "./saving.ts";

const FIELDS = ["name", "email", "role", "centre", "channels", "languages", "skills", "chat_capacity", "reason"] as const;
const ROLES = ["counsellor", "coordinator"] as const;

interface AccountDialogProps { editor: Editor<AccountDraft>; found: Found<Accounts>; onCode: (name: string, code: FreshCode) => void }

export function AccountDialog({ editor, found, onCode }: AccountDialogProps): JSX.Element | null {
  const t = accountsTexts();
  const saving = useAccountSaving();
  const editing = editor.editing.value;
  const id = editing?.id ?? null;
  const now = editing?.now ?? draftOf(null);
  const stored = found.value?.accounts.find((one) => one.account_id === id);
  const body = read(now, stored?.active ?? true);
  const look = useLook(body, id);
  if (editing === null) return null;
  const set = (part: Partial<AccountDraft>): void => { saving.clear(); editor.change(part); };
  const save = async (): Promise<void> => {
    const empty = lacking(now);
    if (empty.length > 0) {
      saving.refuse(Object.fromEntries(empty.map((name) => [name, deskTexts().problems.text])));
      document.getElementById(`account-${empty[0]}`)?.focus();
      return;
    }
    let code: FreshCode | null = null;
    const send = async (): Promise<void> => {
      if (id === null) code = (await addAccount(body)).code;
      else await changeAccount(id, body, editing.version, now.reason);
    };
    if (!(await saving.run(send))) return;
    announce(deskTexts().saved);
    editor.close();
    if (code !== null) onCode(now.name, code);
    await found.again();
    if (code === null) toHeadingWhenLost();
  };
  const reread = async (keep: boolean): Promise<void> => {
    const theirs = (await getAccounts().catch(() => null))?.accounts.find((one) => one.account_id === id);
    if (!theirs) return;
    saving.clear();
    editor.rebase({ version: theirs.version, base: draftOf(theirs) }, keep);
    await found.again();
  };
  const problem = saving.forbidden === null
    ? <Refused refusal={saving.refusal} shown={FIELDS} {...(id === null ? {} : { theirs: () => void reread(false), mine: () => void reread(true) })} />
    : <p class="problem" role="alert">{saving.forbidden}</p>;
  return (
    <EditDialog broad heading={id === null ? t.add : t.editNamed(editing.base.name)} save={deskTexts().save} busy={saving.busy} changed={isChanged(editing)} problem={problem} onSave={() => void save()} onClose={editor.close}>
      <div class="beside writing">
        <Field id="account-name" label={t.fields.name} hint={t.nameHint} wrong={saving.wrong("name")}>
          {(marks) => <input {...marks} class="ds-input" type="text" maxLength={80} autocomplete="off" value={now.name} onInput={(event) => set({ name: event.currentTarget.value })} />}
        </Field>
        <Field id="account-email" label={t.fields.email} hint={t.emailHint} wrong={saving.wrong("email")}>
          {(marks) => <input {...marks} class="ds-input" type="email" maxLength={254} autocomplete="off" spellcheck={false} value={now.email} onInput={(event) => set({ email: event.currentTarget.value })} />}
        </Field>
        <Field id="account-role" label={t.fields.role} hint={stored?.own ? t.ownRole : t.roleHint[now.role]} wrong={saving.wrong("role")}>
          {(marks) => <select {...marks} class="ds-input" disabled={stored?.own === true} value={now.role} onChange={(event) => set({ role: event.currentTarget.value as AccountDraft["role"] })}>{ROLES.map((one) => <option key={one} value={one}>{t.roles[one]}</option>)}</select>}
        </Field>
        <Field id="account-centre" label={t.fields.centre} hint={id === null ? undefined : t.centreHint} wrong={saving.wrong("centre")}>
          {(marks) => (
            <select {...marks} class="ds-input" value={now.centre} onChange={(event) => set({ centre: event.currentTarget.value })}>
              <option value="">{t.noCentre}</option>
              {centres.value.map((one) => <option key={one.code} value={one.code}>{centreName(one.code)}</option>)}
            </select>
          )}
        </Field>
        <Boxes name="channels" legend={t.fields.channels} wrong={saving.wrong("channels")} all={CHANNELS.map((one) => [one, staffTexts().channel[one]] as const)} chosen={now.channels} onChoose={(one) => set({ channels: toggled(CHANNELS, now.channels, one) })} />
        <Boxes name="languages" legend={t.fields.languages} wrong={saving.wrong("languages")} all={LANGUAGES.map((one) => [one, languageLabel(one)] as const)} chosen={now.languages} onChoose={(one) => set({ languages: toggled(LANGUAGES, now.languages, one) })} />
        <Field id="account-skills" label={t.fields.skills} hint={t.skillsHint} wrong={saving.wrong("skills")}>
          {(marks) => <input {...marks} class="ds-input" type="text" autocomplete="off" value={now.skills} onInput={(event) => set({ skills: event.currentTarget.value })} />}
        </Field>
        <Field id="account-chats" label={t.fields.chat_capacity} hint={t.capacityHint(found.value?.most_chats ?? 0)} wrong={saving.wrong("chat_capacity")}>
          {(marks) => <input {...marks} class="ds-input number" type="text" inputMode="numeric" autocomplete="off" placeholder={t.capacityUsual} value={now.chats} onInput={(event) => set({ chats: event.currentTarget.value })} />}
        </Field>
      </div>
      {id === null ? null : (
        <Field id="account-reason" label={t.reason} hint={t.reasonHint} wrong={saving.wrong("reason")}>
          {(marks) => <input {...marks} class="ds-input" type="text" maxLength={300} value={now.reason} onInput={(event) => set({ reason: event.currentTarget.value })} />}
        </Field>
      )}
      <Effects look={look} fresh={id === null} />
    </EditDialog>
  );
}

interface BoxesProps<T extends string> { name: string; legend: string; wrong: string | undefined; all: readonly (readonly [T, string])[]; chosen: readonly T[]; onChoose: (one: T) => void }

function Boxes<T extends string>({ name, legend, wrong, all, chosen, onChoose }: BoxesProps<T>): JSX.Element {
  return (
    <fieldset class="boxes" aria-describedby={wrong ? `account-${name}-wrong` : undefined}>
      <legend class="ds-label">{legend}</legend>
      {all.map(([one, label]) => <label key={one} class="check"><input type="checkbox" checked={chosen.includes(one)} onChange={() => onChoose(one)} /> {label}</label>)}
      {wrong ? <p class="trouble" id={`account-${name}-wrong`}>{wrong}</p> : null}
    </fieldset>
  );
}
