// Below the grid: what its patterns mean, and its keys. While a shift is in the air, what the keys do then.
import type { JSX } from "preact";
import { rotaTexts } from "../shared/texts/rota.ts";
import { floating } from "./floating.ts";
import { withPhone } from "./model.ts";
import { narrow } from "./narrow.ts";
import { needs } from "./needs.ts";

export function Foot(): JSX.Element {
  const t = rotaTexts();
  return (
    <div class="rota-foot small">
      <ul class="rota-legend" aria-label={t.legend.label}>
        <li><span class="key-mark" data-channels="chat" aria-hidden="true" /> {t.channels.chat}</li>
        {withPhone.value ? <li><span class="key-mark" data-channels="phone" aria-hidden="true" /> {t.channels.phone}</li> : null}
        {withPhone.value ? <li><span class="key-mark" data-channels="both" aria-hidden="true" /> {t.channels.both}</li> : null}
        <li><span class="key-mark" data-open="true" aria-hidden="true" /> {t.legend.open}</li>
        <li><span class="gap-mark" aria-hidden="true" /> {t.legend.gap}</li>
        {needs.value.length > 0 && !narrow.value ? <li><span class="key-mark need" data-gap="missing" aria-hidden="true" /> {t.need.legendMissing}</li> : null}
        {needs.value.length > 0 && !narrow.value ? <li><span class="key-mark need" data-gap="spare" aria-hidden="true" /> {t.need.legendSpare}</li> : null}
        <li><span class="key-mark" data-attention="true" aria-hidden="true">!</span> {t.legend.attention}</li>
      </ul>
      {narrow.value ? null : <Keys />}
      {floating.value?.by === "key" ? <p class="moving" aria-hidden="true">{t.moving}</p> : null}
    </div>
  );
}

function Keys(): JSX.Element {
  const { keys } = rotaTexts();
  return (
    <details class="rota-keys">
      <summary>{keys.label}</summary>
      <dl>{keys.rows.map(({ key, does }) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}</dl>
    </details>
  );
}
