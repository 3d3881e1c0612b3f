// What the desk decides about itself: every figure with its unit, its bounds and its beginning, and what a change means.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import "../hours/hours.css";
import { Skeleton } from "../board/Skeleton.tsx";
import { announce } from "../shared/parts/Announce.tsx";
import { policyTexts } from "../shared/texts/policy.ts";
import { useEditing } from "./editing.ts";
import { FigureRow } from "./FigureRow.tsx";
import { useFound } from "./found.ts";
import { History } from "./History.tsx";
import { type Draft, getPolicy, grouped, type Typed } from "./policy.ts";
import { figureHint, figureName } from "./policy_words.ts";
import { PolicyPanel } from "./PolicyPanel.tsx";
import "./settings.css";
import { Unread } from "./Unread.tsx";

export interface PolicyDraft { figures: Draft; reason: string }
const EMPTY: PolicyDraft = { figures: {}, reason: "" };

export function PolicyPage(): JSX.Element {
  const t = policyTexts();
  const found = useFound(getPolicy);
  const editor = useEditing<PolicyDraft>("policy", EMPTY);
  const query = useSignal("");
  const own = useSignal(false);
  const figures = found.value;
  const draft = editor.editing.value?.now ?? EMPTY;
  const fits = (name: string): boolean => {
    const whole = `${figureName(name)}\n${figureHint(name) ?? ""}\n${name}`.toLowerCase();
    const wanted = query.value.toLowerCase().split(/\s+/).every((word) => whole.includes(word));
    return wanted && (!own.value || figures?.decided.includes(name) === true || name in draft.figures);
  };
  const groups = grouped(Object.keys(figures?.values ?? {})).map(([group, names]) => [group, names.filter(fits)] as const).filter(([, names]) => names.length > 0);
  const count = groups.reduce((all, [, names]) => all + names.length, 0);
  const filtered = query.value.trim() !== "" || own.value;
  useEffect(() => { if (filtered && figures) announce(t.count(count)); }, [count, filtered]);
  if (figures === null) return found.failed ? <Unread of={found} /> : <Skeleton />;
  const put = (next: PolicyDraft): void => {
    if (Object.keys(next.figures).length === 0) editor.close();
    else editor.open({ id: "policy", base: EMPTY, now: next });
  };
  const change = (name: string, typed: Typed | null): void => {
    const { [name]: _, ...others } = draft.figures;
    put({ ...draft, figures: typed === null ? others : { ...others, [name]: typed } });
  };
  return (
    <div class="settings hours">
      <div class="editor">
        <Unread of={found} />
        <section class="card" aria-label={t.what}>
          <p class="quiet">{t.hint}</p>
          <div class="row tools">
            <div class="field grow">
              <label class="ds-label" for="policy-search">{t.search}</label>
              <input id="policy-search" class="ds-input" type="search" value={query.value} onInput={(event) => { query.value = event.currentTarget.value; }} />
            </div>
          </div>
          <label class="check"><input type="checkbox" checked={own.value} onChange={(event) => { own.value = event.currentTarget.checked; }} /> {t.onlyOwn(figures.decided.length)}</label>
        </section>
        {groups.length === 0 ? <section class="card"><p>{t.noneFit}</p></section> : null}
        {groups.map(([group, names]) => (
          <section class="card" key={group ?? "other"} aria-labelledby={`group-${group ?? "other"}`}>
            <h2 id={`group-${group ?? "other"}`}>{t.groups[group ?? "other"]}</h2>
            <ul class="figures-list">{names.map((name) => <FigureRow key={name} name={name} figures={figures} typed={draft.figures[name] ?? null} onChange={(typed) => change(name, typed)} />)}</ul>
          </section>
        ))}
        <History about="policy" after={figures} />
      </div>
      <PolicyPanel found={found} draft={draft} onDraft={put} />
      {Object.keys(draft.figures).length > 0 ? <Reminder /> : null}
    </div>
  );
}

/** On narrow screens what would change stands far below; this keeps it and the saving at hand. */
function Reminder(): JSX.Element {
  const t = policyTexts();
  const go = (): void => {
    const heading = document.getElementById("changes");
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  };
  return <div class="reminder"><span>{t.unsaved}</span><button type="button" class="ds-button" data-size="sm" onClick={go}>{t.look}</button></div>;
}
