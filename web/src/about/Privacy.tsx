// The privacy page: what the desk knows of a citizen, for how long, who sees it, and how she erases it.
import type { JSX } from "preact";
import { aboutTexts } from "../shared/texts/about.ts";
import { facts, lengthWords } from "./facts.ts";
import { List, Official, Reach, Section } from "./Section.tsx";

const AUTHORITY = "https://www.datatilsynet.no/";

export function Privacy(): JSX.Element {
  const { privacy: t } = aboutTexts();
  return (
    <>
      <Section heading={t.asked}><List items={t.askedHow} /></Section>
      <Section heading={t.removed}><p>{t.removedHow}</p></Section>
      <Section heading={t.kept}><List items={kept()} /></Section>
      <Section heading={t.mine}><List items={t.mineHow} /></Section>
      <Section heading={t.who}><List items={t.whoHow} /></Section>
      <Section heading={t.device}><p>{t.deviceHow}</p></Section>
      <Section heading={t.responsible}>
        <Reach />
        <p>{t.responsibleHow}</p>
        <p><a class="ds-link" href={AUTHORITY}>datatilsynet.no</a></p>
        <Official address={facts.value?.privacy_statement} words={t.statement} />
      </Section>
    </>
  );
}

/** The times of this very desk; without its answer, only what holds at every desk. */
function kept(): string[] {
  const t = aboutTexts();
  const times = facts.value?.kept;
  const { keptText, keptLeft, keptAnswer, keptHeld, keptWords, keptRow } = t.privacy;
  if (!times) return [keptHeld, keptRow];
  return [
    keptText(lengthWords(times.text_seconds, t)),
    keptLeft(times.follow_up_opening_days),
    keptAnswer(lengthWords(times.answer_read_seconds, t), lengthWords(times.answer_seconds, t)),
    keptHeld,
    keptWords(lengthWords(times.feedback_words_days * 86_400, t)),
    keptRow,
  ];
}
