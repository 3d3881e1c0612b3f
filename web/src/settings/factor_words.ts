// How many times as many people come, in words.
import { figuresTexts } from "../shared/texts/figures.ts";
import { planningTexts } from "../shared/texts/planning.ts";

export function factorWords(factor: number): string {
  const { deadlines: t } = planningTexts();
  return factor === 1 ? t.asUsual : t.times(String(factor).replace(".", figuresTexts().decimal));
}
