// A reply as a citizen would get it: the desk fills in example values when the typing pauses.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { deskTexts } from "../shared/texts/desk.ts";
import { type Filled, previewOf, type Written } from "./replies.ts";

const PAUSE = 350;

export function WouldRead({ label, text, language }: { label: string; text: string; language: Written | "se" }): JSX.Element {
  const { replies: t } = deskTexts();
  const shown = useSignal<Filled | null>(null);
  useEffect(() => {
    let current = true;
    if (text.trim() === "") { shown.value = null; return undefined; }
    // Without an answer the last one stays: saving will say what is wrong.
    const timer = setTimeout(() => {
      previewOf(text, language).then((found) => { if (current) shown.value = found; }, () => undefined);
    }, PAUSE);
    return () => { current = false; clearTimeout(timer); };
  }, [text, language]);
  return (
    <figure class="would-read">
      <figcaption class="quiet small">{label}</figcaption>
      <p class="said" lang={language} dir="auto">{shown.value?.text}</p>
      {shown.value && shown.value.anonymous !== shown.value.text ? <><p class="quiet small">{t.unnamed}</p><p class="said" lang={language} dir="auto">{shown.value.anonymous}</p></> : null}
    </figure>
  );
}
