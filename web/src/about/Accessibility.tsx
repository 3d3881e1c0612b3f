// The accessibility statement: what was tested and how, what is missing, where to say so and where to complain.
import type { JSX } from "preact";
import { plainDate } from "../shared/dates.ts";
import { aboutTexts } from "../shared/texts/about.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { facts, number } from "./facts.ts";
import { List, Official, Reach, Section } from "./Section.tsx";

/** The day somebody last went through every line of the statement on the running pages. */
const GONE_THROUGH = "2026-11-23";
const TRIBUNAL = "https://www.diskrimineringsnemnda.no/";
const AUTHORITY = "https://www.uutilsynet.no/";

export function Accessibility(): JSX.Element {
  const { accessibility: t } = aboutTexts();
  return (
    <>
      <Section heading={t.goal}><p>{t.law}</p><p>{t.status}</p></Section>
      <Section heading={t.tested}>
        <p>{t.when(plainDate(GONE_THROUGH, texts().dates))}</p>
        <List items={t.how} />
      </Section>
      <Section heading={t.missing}><List items={t.gaps} /></Section>
      <Section heading={t.other}>
        <p>{t.leave}</p>
        {number.value ? <p>{t.call} <a class="ds-link number" href={`tel:${number.value.replaceAll(" ", "")}`}>{number.value}</a>.</p> : null}
      </Section>
      <Section heading={t.tell}><p>{t.tellHow}</p><Reach /></Section>
      <Section heading={t.complain}>
        <p>{t.complainHow}</p>
        <p><a class="ds-link" href={TRIBUNAL}>diskrimineringsnemnda.no</a></p>
        <p><a class="ds-link" href={AUTHORITY}>uutilsynet.no</a></p>
        <Official address={facts.value?.accessibility_statement} words={t.statement} />
      </Section>
    </>
  );
}
