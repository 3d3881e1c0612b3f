// Before an address from a conversation is opened: where it really leads, and what is doubtful about it.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useModal } from "../shared/parts/modal.ts";
import { careTexts } from "../shared/texts/care.ts";
import { foreignLink } from "./dialogs.ts";
import { doubts } from "./doubts.ts";

export function LinkWarning(): JSX.Element | null {
  return foreignLink.value === null ? null : <Shown key={foreignLink.value} href={foreignLink.value} />;
}

function Shown({ href }: { href: string }): JSX.Element {
  const { link: t } = careTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const copied = useSignal(false);
  useModal(dialog);
  const close = (): void => { foreignLink.value = null; };
  const copy = async (): Promise<void> => {
    await navigator.clipboard?.writeText(href).then(() => { copied.value = true; }, () => undefined);
  };
  return (
    <dialog class="confirm care-dialog" ref={dialog} aria-labelledby="link-heading" aria-describedby="link-about" onCancel={(event) => { event.preventDefault(); close(); }}>
      <h2 class="heading" id="link-heading">{t.heading}</h2>
      <p id="link-about">{t.about}</p>
      <dl class="link-where">
        <div><dt>{t.to}</dt><dd><strong dir="ltr">{new URL(href).hostname}</strong></dd></div>
        <div><dt>{t.whole}</dt><dd class="small" dir="ltr">{href}</dd></div>
      </dl>
      {doubts(href).map((doubt) => <p key={doubt} class="problem small">{t[doubt]}</p>)}
      <div class="row">
        <button type="button" class="ds-button" onClick={close}>{t.stay}</button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => void copy()}>{copied.value ? t.copied : t.copy}</button>
        <a class="ds-button" data-variant="secondary" href={href} target="_blank" rel="noopener noreferrer nofollow" referrerpolicy="no-referrer" onClick={close}>{t.open}</a>
      </div>
    </dialog>
  );
}
