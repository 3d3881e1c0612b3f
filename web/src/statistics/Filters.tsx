// What somebody wants to see of the load, in one line: each choice stands in the address at once.
import type { JSX } from "preact";
import { figuresTexts } from "../shared/texts/figures.ts";
import type { Asked } from "./asked.ts";
import { Choice } from "./Choice.tsx";
import { MEASURES } from "./measures.ts";
import { ChannelField, CompareField, type FieldsProps, PeriodFields, WhoseFields } from "./QuestionFields.tsx";

export function Filters({ asked, today, wrong, onAsk }: FieldsProps<Asked>): JSX.Element {
  const t = figuresTexts();
  return (
    <section class="card" aria-label={t.filters}>
      <div class="tools filters">
        <PeriodFields asked={asked} today={today} wrong={wrong} onAsk={onAsk} />
        <ChannelField asked={asked} onAsk={onAsk} />
        <WhoseFields asked={asked} onAsk={onAsk} />
        <Choice id="measure" label={t.measure} value={asked.measure} options={MEASURES.map((one) => [one, t.measures[one]])} onChoose={(measure) => onAsk({ ...asked, measure } as Asked)} />
        <CompareField asked={asked} onAsk={onAsk} />
      </div>
    </section>
  );
}
