// It was sent: the code in large groups, where and until when an answer comes, and ways to keep the code.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { lastDay, whenOpens } from "../shared/dates.ts";
import { second } from "../shared/now.ts";
import { Confirm } from "../shared/parts/Confirm.tsx";
import { numberWords } from "../shared/phone_number.ts";
import { codeGroups } from "../shared/receipt_code.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { CopyCode } from "./CopyCode.tsx";
import { Emergency } from "./Emergency.tsx";
import { Explore } from "./Explore.tsx";
import type { Receipt as Kept } from "./kept.ts";
import { receipt } from "./leaving.ts";
import { desk, startOver } from "./model.ts";
import { openReading } from "./reading.ts";
import { saveText } from "./save.ts";

export function Receipt(): JSX.Element | null {
  const { receipt: t } = texts();
  const asking = useSignal(false);
  const kept = receipt.value;
  if (!kept) return null;
  return (
    <main class="page receipt">
      <h1 class="heading" tabIndex={-1}>{kept.kind === "call" ? t.headingCall : t.heading}</h1>
      <p>{expected(kept)}</p>
      <CopyCode code={kept.code} heading={t.code} hint={t.codeHint} onSave={() => saveText(fileText(kept), t.file)} />
      <p>{where(kept)}</p>
      <p><button type="button" class="ds-link" onClick={() => openReading(kept.code, kept.token)}>{t.read}</button></p>
      <p><button type="button" class="ds-button" data-variant="secondary" onClick={() => { asking.value = true; }}>{t.done}</button></p>
      <Explore />
      <Emergency />
      {asking.value ? <Confirm question={t.sureDone} yes={t.yesDone} no={t.no} onYes={startOver} onNo={() => { asking.value = false; }} /> : null}
    </main>
  );
}

/** From when on and until when an answer may come, and what becomes of the question after that. */
function expected(kept: Kept): string {
  const { receipt: t, dates } = texts();
  const day = lastDay(kept.expiresAt, second.value, dates);
  const opensAt = desk.chat.value?.state === "open" ? null : desk.chat.value?.opens_at;
  const opens = opensAt ? `${t.opens(whenOpens(opensAt, second.value, dates))} ` : "";
  return opens + (kept.kind === "call" ? `${t.calls(numberWords(kept.number ?? ""), day)} ${t.goneCall}` : `${t.answers(day)} ${t.gone}`);
}

function where(kept: Kept): string {
  const { receipt: t } = texts();
  const address = `${location.host}/chat`;
  return kept.kind === "call" ? t.whereCall(address) : t.where(address);
}

function fileText(kept: Kept): string {
  const { header, receipt: t } = texts();
  return [header.title, "", `${t.code}: ${codeGroups(kept.code).join("-")}`, "", expected(kept), where(kept), ""].join("\n");
}
