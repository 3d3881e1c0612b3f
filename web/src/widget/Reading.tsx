// «Har du en kvitteringskode?»: the question with its answers, or a past conversation, read and erased by its code.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Confirm } from "../shared/parts/Confirm.tsx";
import { texts } from "../shared/texts/catalogue.ts";
import { Emergency } from "./Emergency.tsx";
import { Held } from "./Held.tsx";
import { eraseRead } from "./model.ts";
import { closeReading, fault, gone, holding, look, looking, openReading, typedCode } from "./reading.ts";

export function Reading(): JSX.Element {
  const { followUp } = texts();
  return (
    <main class="page reading">
      {gone.value ? <Gone /> : holding.value ? <Found /> : <CodeForm />}
      <p><button type="button" class="ds-link" onClick={closeReading}>{followUp.back}</button></p>
      <Emergency />
    </main>
  );
}

function CodeForm(): JSX.Element {
  const { reading } = texts();
  const field = useRef<HTMLInputElement>(null);
  const found = fault.value;
  const atField = found?.code === "empty" || found?.code === "unknown";
  useEffect(() => {
    if (!atField) return;
    field.current?.blur();
    field.current?.focus();
  }, [found, atField]);
  return (
    <>
      <h1 class="heading" tabIndex={-1}>{reading.heading}</h1>
      <form noValidate onSubmit={(event) => { event.preventDefault(); void look(); }}>
        <label class="ds-label" for="code">{reading.code}</label>
        <p class="quiet small" id="code-hint">{reading.hint}</p>
        <input id="code" class="ds-input code-field" ref={field} type="text" autocomplete="off" autocapitalize="characters" spellcheck={false}
          dir="ltr" maxLength={60} value={typedCode.value ?? ""} aria-invalid={atField} aria-describedby={atField ? "code-wrong code-hint" : "code-hint"}
          onInput={(event) => { typedCode.value = event.currentTarget.value; }} />
        {found ? <p class="problem" id="code-wrong" role={atField ? undefined : "alert"}>{wordsOf(found)}</p> : null}
        <button type="submit" class="ds-button" data-fullwidth aria-busy={looking.value}>{looking.value ? reading.showing : reading.show}</button>
      </form>
    </>
  );
}

function Found(): JSX.Element {
  const { after, reading } = texts();
  const asking = useSignal(false);
  const failed = useSignal(false);
  const heading = useHeading();
  const erase = async (): Promise<void> => {
    asking.value = false;
    failed.value = !(await eraseRead());
  };
  return (
    <>
      <Held heading={heading} />
      {fault.value ? <p class="problem" role="alert">{wordsOf(fault.value)}</p> : null}
      {failed.value ? <p class="problem" role="alert">{reading.eraseFailed}</p> : null}
      <div class="row">
        <button type="button" class="ds-button" data-size="sm" aria-busy={looking.value} onClick={() => void look()}>{looking.value ? reading.showing : reading.look}</button>
        <button type="button" class="ds-button" data-size="sm" data-variant="secondary" onClick={() => { asking.value = true; }}>{reading.erase}</button>
      </div>
      <p><button type="button" class="ds-link" onClick={() => openReading()}>{reading.another}</button></p>
      {asking.value ? (
        <Confirm danger question={reading.sureErase} yes={after.yesErase} no={after.no} onYes={() => void erase()} onNo={() => { asking.value = false; }} />
      ) : null}
    </>
  );
}

function Gone(): JSX.Element {
  return <h1 class="heading" tabIndex={-1} ref={useHeading()}>{texts().reading.erased}</h1>;
}

function wordsOf(found: { code: string; retryAfter: number | null }): string {
  const { problem, reading } = texts();
  switch (found.code) {
    case "empty": return reading.empty;
    case "unknown": return reading.unknown;
    case "offline": return reading.offline;
    case "too_many_requests": return problem.tooMany(found.retryAfter ?? 30);
    default: return reading.unavailable;
  }
}

/** What comes in the place of something else takes the focus, so that it is read out. */
function useHeading(): { current: HTMLHeadingElement | null } {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return heading;
}
