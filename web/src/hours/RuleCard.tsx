// One rule: what it says in a line, and its fields when somebody wants to change it.
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { hoursTexts } from "../shared/texts/hours.ts";
import { problems } from "./model.ts";
import { at } from "./problems.ts";

interface RuleCardProps {
  path: string;
  title: string;
  tag: string | null;
  /** What the rule says while it is folded. */
  lines: readonly string[];
  /** It was made just now. */
  fresh: boolean;
  /** The heading that gets the focus when the rule is gone. */
  section: string;
  onRemove: () => void;
  children: ComponentChildren;
}

export function RuleCard({ path, title, tag, lines, fresh, section, onRemove, children }: RuleCardProps): JSX.Element {
  const { week: t, remove } = hoursTexts();
  const wanted = useSignal(fresh);
  const id = useId();
  // Whatever is wrong with a rule must be in sight.
  const open = wanted.value || at(problems.value, path).length > 0;
  return (
    <section class="rule" aria-labelledby={id} data-path={path}>
      <div class="rule-head">
        <h3 id={id}>{title} {tag ? <span class="tag-small">{tag}</span> : null}</h3>
        <button type="button" class="plain-button small" aria-expanded={open} aria-label={`${open ? t.done : t.edit}: ${title}`} onClick={() => { wanted.value = !open; }}>{open ? t.done : t.edit}</button>
        <button type="button" class="plain-button small" aria-label={`${remove}: ${title}`} onClick={() => { document.getElementById(section)?.focus(); onRemove(); }}>{remove}</button>
      </div>
      {lines.map((line, index) => <p key={line} class={index > 0 ? "quiet small" : undefined}>{line}</p>)}
      {open ? <div class="rule-body">{children}</div> : null}
    </section>
  );
}
