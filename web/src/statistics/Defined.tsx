// The desk's own definitions of what a page shows, the same as in every file.
import type { JSX } from "preact";
import type { Names } from "../board/orders.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { named } from "../shared/texts/staff.ts";

/** `terms`: what each figure is called on the page; one that is not defined is left out. */
export function Defined({ definitions, terms }: { definitions: Record<string, Names>; terms: readonly (readonly [string, string])[] }): JSX.Element | null {
  const known = terms.filter(([figure]) => definitions[figure] !== undefined);
  if (known.length === 0) return null;
  return (
    <details class="definitions">
      <summary>{figuresTexts().define}</summary>
      <dl>{known.map(([figure, words]) => { const names = definitions[figure]; return names ? <div key={figure}><dt>{words}</dt><dd>{named(names)}</dd></div> : null; })}</dl>
    </details>
  );
}
