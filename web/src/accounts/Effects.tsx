// What happens when it is saved: what becomes otherwise, and what that does to people.
import type { JSX } from "preact";
import { accountsTexts } from "../shared/texts/accounts.ts";
import { EFFECTS, type Effect } from "./accounts.ts";
import type { Look } from "./preview.ts";
import { changeWords, ruleWords } from "./words.ts";

interface EffectsProps { look: Look; fresh: boolean }

export function Effects({ look, fresh }: EffectsProps): JSX.Element {
  const t = accountsTexts();
  return (
    <section class="effects" aria-labelledby="account-effects">
      <h3 id="account-effects">{t.preview}</h3>
      <div role="status">{words({ look, fresh })}</div>
    </section>
  );
}

function words({ look, fresh }: EffectsProps): JSX.Element | null {
  const t = accountsTexts();
  if (look.state === "looking") return null;
  if (look.state === "broken") return <p class="quiet">{t.previewBroken}</p>;
  if (look.state === "failed") return <p class="trouble">{t.previewFailed}</p>;
  if (look.state === "ruled") return <p class="trouble">{ruleWords(look.error) ?? t.previewFailed}</p>;
  if (fresh) return <p>{t.previewNew}</p>;
  const changes = changeWords(look.preview);
  if (changes.length === 0) return <p class="quiet">{t.previewNone}</p>;
  return (
    <ul>
      {changes.map((change) => <li key={change}>{change}</li>)}
      {look.preview.effects.map(({ code, count }) => (isEffect(code) ? <li key={code} class="effect">{t.effects[code](count)}</li> : null))}
    </ul>
  );
}

function isEffect(code: string): code is Effect {
  return (EFFECTS as readonly string[]).includes(code);
}
