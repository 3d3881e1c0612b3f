// A heading with what stands under it, and the ways to somebody who answers.
import type { ComponentChildren, JSX } from "preact";
import { aboutTexts } from "../shared/texts/about.ts";
import { contactHref, facts } from "./facts.ts";

export function Section({ heading, children }: { heading: string; children: ComponentChildren }): JSX.Element {
  return <section><h2>{heading}</h2>{children}</section>;
}

export function List({ items }: { items: readonly string[] }): JSX.Element {
  return <ul class="said-list">{items.map((item) => <li key={item}>{item}</li>)}</ul>;
}

/** Who runs the service, and where one reaches them; what is not known is not said, or said to be missing. */
export function Reach(): JSX.Element | null {
  const t = aboutTexts();
  const known = facts.value;
  if (known === null) return null;
  return (
    <>
      {known.owner ? <p>{t.run(known.owner)}</p> : null}
      {known.contact
        ? <p>{t.contact}: <a class="ds-link wrap" href={contactHref(known.contact)}>{known.contact.replace("https://", "")}</a></p>
        : <p>{t.noContact}</p>}
    </>
  );
}

export function Official({ address, words }: { address: string | null | undefined; words: string }): JSX.Element | null {
  return address ? <p><a class="ds-link" href={address}>{words}</a></p> : null;
}
