// Everybody who can sign in: found by name or centre, changed, closed, and given a code to choose a password with.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { centres } from "../board/model.ts";
import { Skeleton } from "../board/Skeleton.tsx";
import "../hours/hours.css";
import { useEditing } from "../settings/editing.ts";
import { useFound } from "../settings/found.ts";
import { History } from "../settings/History.tsx";
import "../settings/settings.css";
import { Unread } from "../settings/Unread.tsx";
import { announce } from "../shared/parts/Announce.tsx";
import { accountsTexts } from "../shared/texts/accounts.ts";
import { AccountDialog } from "./AccountDialog.tsx";
import { AccountItem } from "./AccountItem.tsx";
import { type Account, type AccountDraft, draftOf, type FreshCode, getAccounts, NONE, shown } from "./accounts.ts";
import "./accounts.css";
import { CodeDialog, CodeShown } from "./CodeDialog.tsx";
import { centreName } from "./names.ts";
import { OpenCloseDialog } from "./OpenCloseDialog.tsx";

export function AccountsPage(): JSX.Element {
  const t = accountsTexts();
  const found = useFound(getAccounts);
  const editor = useEditing<AccountDraft>("account", draftOf(null));
  const query = useSignal("");
  const centre = useSignal("");
  const shut = useSignal(false);
  const coded = useSignal<Account | null>(null);
  const turned = useSignal<Account | null>(null);
  const code = useSignal<{ name: string; code: FreshCode } | null>(null);
  const all = found.value?.accounts ?? [];
  const some = shown(all, { query: query.value, centre: centre.value, shut: shut.value });
  const closed = all.filter((one) => !one.active).length;
  const filtered = query.value.trim() !== "" || centre.value !== "";
  useEffect(() => { if (filtered && found.value) announce(t.count(some.length)); }, [some.length, filtered]);
  if (found.value === null) return found.failed ? <Unread of={found} /> : <Skeleton />;
  const edit = (account: Account | null): void => editor.open({ id: account?.account_id ?? null, version: account?.version ?? null, base: draftOf(account) });
  const show = (name: string, fresh: FreshCode): void => { code.value = { name, code: fresh }; };
  const groups = [...new Set(some.map((one) => one.centre ?? NONE))].toSorted((one, other) => centreName(one).localeCompare(centreName(other), "nb"));
  return (
    <div class="settings accounts">
      <Unread of={found} />
      <section class="card" aria-label={t.what}>
        <p class="quiet">{t.hint}</p>
        <div class="row tools">
          <div class="field grow">
            <label class="ds-label" for="account-search">{t.search}</label>
            <input id="account-search" class="ds-input" type="search" value={query.value} onInput={(event) => { query.value = event.currentTarget.value; }} />
          </div>
          <div class="field">
            <label class="ds-label" for="account-at">{t.centre}</label>
            <select id="account-at" class="ds-input" value={centre.value} onChange={(event) => { centre.value = event.currentTarget.value; }}>
              <option value="">{t.everyCentre}</option>
              {centres.value.map((one) => <option key={one.code} value={one.code}>{centreName(one.code)}</option>)}
              <option value={NONE}>{t.noCentre}</option>
            </select>
          </div>
          <button type="button" class="ds-button" onClick={() => edit(null)}>{t.add}</button>
        </div>
        {closed > 0 ? <label class="check"><input type="checkbox" checked={shut.value} onChange={(event) => { shut.value = event.currentTarget.checked; }} /> {t.showShut(closed)}</label> : null}
        <p class="small"><a class="ds-link" href="#readings">{t.readings}</a></p>
      </section>
      {some.length === 0 ? <section class="card"><p>{t.none}</p></section> : null}
      {groups.map((group) => {
        const here = some.filter((one) => (one.centre ?? NONE) === group);
        return (
          <section class="card" key={group} aria-labelledby={`centre-${group}`}>
            <h2 id={`centre-${group}`}>{centreName(group)} <span class="quiet small number">{here.length}</span></h2>
            <ul class="people">{here.map((one) => <AccountItem key={one.account_id} account={one} onEdit={() => edit(one)} onCode={() => { coded.value = one; }} onOpenClose={() => { turned.value = one; }} />)}</ul>
          </section>
        );
      })}
      <History about="accounts" after={found.value} />
      {editor.editing.value ? <AccountDialog editor={editor} found={found} onCode={show} /> : null}
      {coded.value ? <CodeDialog account={coded.value} onClose={() => { coded.value = null; }} onCode={(name, fresh) => { show(name, fresh); void found.again(); }} /> : null}
      {turned.value ? <OpenCloseDialog account={turned.value} onClose={() => { turned.value = null; }} onSaved={found.again} /> : null}
      {code.value ? <CodeShown {...code.value} onClose={() => { code.value = null; }} /> : null}
    </div>
  );
}
