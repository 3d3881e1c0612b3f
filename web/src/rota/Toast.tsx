// What has just been done, or why not, with the way back.
import type { JSX } from "preact";
import { rotaTexts } from "../shared/texts/rota.ts";
import { told, undoLast } from "./changes.ts";

export function Toast(): JSX.Element | null {
  const { undo: t } = rotaTexts();
  const now = told.value;
  if (!now) return null;
  const close = (): void => { told.value = null; };
  return (
    <div class="toast rota-toast" role={now.bad ? "alert" : undefined}>
      <p>{now.words}</p>
      {now.undo ? <button type="button" class="plain-button" onClick={() => void undoLast()}>{t.undo}</button> : null}
      <button type="button" class="plain-button" aria-label={t.close} onClick={close}>×</button>
    </div>
  );
}
