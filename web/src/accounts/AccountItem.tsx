// One account in the list: who it is, what she may do and answers in, and what can be done with it.
import type { JSX } from "preact";
import { languageWord } from "../settings/language_words.ts";
import { when } from "../settings/when.ts";
import { deskNow } from "../shared/now.ts";
import { accountsTexts } from "../shared/texts/accounts.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import type { Account } from "./accounts.ts";

interface AccountItemProps { account: Account; onEdit: () => void; onCode: () => void; onOpenClose: () => void }

export function AccountItem({ account, onEdit, onCode, onOpenClose }: AccountItemProps): JSX.Element {
  const t = accountsTexts();
  const { name, active, own } = account;
  return (
    <li data-shut={!active}>
      <div class="item-head">
        <h3>{name}</h3>
        {account.role === "coordinator" ? <span class="tag-small">{t.roles.coordinator}</span> : null}
        {own ? <span class="tag-small">{t.own}</span> : null}
        {active ? null : <span class="tag-small changed">{t.shut}</span>}
        {active && account.code?.needed ? <span class="tag-small changed">{t.waiting}</span> : null}
      </div>
      <p class="quiet small wrap">{account.email}</p>
      <p class="small">{answers(account)}</p>
      {active && account.code ? <p class="quiet small">{Date.parse(account.code.expires_at) > deskNow() ? t.codeUntil(when(account.code.expires_at)) : t.codeOver}</p> : null}
      <div class="row">
        <button type="button" class="plain-button small" aria-label={t.editNamed(name)} onClick={onEdit}>{t.edit}</button>
        {active ? <button type="button" class="plain-button small" aria-label={t.codeNamed(name)} onClick={onCode}>{t.code}</button> : null}
        {own ? null : <button type="button" class="plain-button small" aria-label={(active ? t.closeNamed : t.openNamed)(name)} onClick={onOpenClose}>{active ? t.close : t.open}</button>}
      </div>
    </li>
  );
}

/** «Chat, telefon · bokmål, nynorsk · NAV · 2 samtaler om gangen»: what is as everybody's is left out. */
function answers({ channels, languages, skills, chat_capacity }: Account): string {
  const t = accountsTexts();
  const parts = [
    channels.map((one) => staffTexts().channel[one]).join(", "),
    languages.map((one) => languageWord(one)).join(", "),
    skills.join(", "),
    chat_capacity === null ? "" : t.chats(chat_capacity),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}
