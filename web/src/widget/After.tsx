// After the chat: thanks, save, delete, the code that fetches or deletes later, and where to go on.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Confirm } from "../shared/parts/Confirm.tsx";
import { Foot } from "../shared/parts/Foot.tsx";
import { useLasting } from "../shared/parts/NetworkBar.tsx";
import { texts } from "../shared/texts/catalogue.ts";
import type { Conversation } from "./conversation.ts";
import { CopyCode } from "./CopyCode.tsx";
import { Emergency } from "./Emergency.tsx";
import { Explore } from "./Explore.tsx";
import { FeedbackForm } from "./FeedbackForm.tsx";
import { eraseAll, leaveInstead, startOver } from "./model.ts";
import { CodeLink } from "./CodeLink.tsx";
import { saveTranscript } from "./save.ts";
import { SaidBefore } from "./SaidBefore.tsx";

/** Whoever was told to go, or was away too long, never got what she came for. */
const MISSED = new Set(["closing", "absent"]);

export function After({ talk }: { talk: Conversation }): JSX.Element {
  const { after } = texts();
  const asking = useSignal(false);
  const failed = useSignal(false);
  const contact = talk.contact.value;
  const answered = talk.messages.value.some((message) => message.author === "counsellor");
  // Somebody had taken the conversation, even where she wrote nothing yet.
  const met = answered || contact?.state === "wrap_up" || (contact?.state === "closed" && contact.counsellor !== null);
  const reason = contact?.ended?.reason ?? null;
  const missed = !answered && MISSED.has(reason ?? "");
  const erase = async (): Promise<void> => {
    asking.value = false;
    failed.value = false;
    await eraseAll().catch(() => { failed.value = true; });
  };
  return (
    <main class="page after">
      <h1 class="heading" tabIndex={-1}>{met ? after.heading : reason === "closing" ? after.headingMissed : after.headingQueue}</h1>
      <p>{why(reason)}</p>
      <Untold talk={talk} />
      {missed ? (
        <div class="choices">
          <button type="button" class="ds-button" onClick={leaveInstead}>{after.leave}</button>
          <p class="quiet small">{after.leaveHint}</p>
        </div>
      ) : null}
      <SaidBefore talk={talk} open={answered && contact?.ended?.by !== "citizen" && !talk.left.value} />
      <div class="choices">
        {talk.messages.value.length > 0 ? (
          <>
            <button type="button" class="ds-button" data-variant={missed ? "secondary" : "primary"} onClick={() => saveTranscript(talk.messages.value)}>{after.save}</button>
            <p class="quiet small">{after.saveHint}</p>
          </>
        ) : null}
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => { asking.value = true; }}>{after.erase}</button>
        <p class="quiet small">{after.eraseHint}</p>
        {failed.value ? <p class="problem" role="alert">{after.eraseFailed}</p> : null}
      </div>
      {contact?.code ? <CopyCode code={contact.code} heading={after.code} hint={after.codeHint} /> : null}
      {met ? <FeedbackForm /> : null}
      <p><button type="button" class="ds-link" onClick={startOver}>{after.again}</button></p>
      <CodeLink />
      <Explore />
      <Emergency />
      <Foot />
      {asking.value ? (
        <Confirm danger question={after.sureErase} yes={after.yesErase} no={after.no}
          onYes={() => void erase()} onNo={() => { asking.value = false; }} />
      ) : null}
    </main>
  );
}

/** She has left without a network: that is done here, and is said to the desk when it can be. */
function Untold({ talk }: { talk: Conversation }): JSX.Element {
  const { leaving } = texts().safety;
  const waits = useLasting(talk.isUntold);
  return <div role="status">{waits ? <p class="network">{talk.network.value === "live" ? leaving.unheard : leaving.untold}</p> : null}</div>;
}

/** What is left when the text is gone at the desk and in this tab. */
export function Erased(): JSX.Element {
  const { after } = texts();
  return (
    <main class="page after">
      <h1 class="heading" tabIndex={-1}>{after.erased}</h1>
      <p><button type="button" class="ds-button" onClick={startOver}>{after.again}</button></p>
      <Explore />
      <Emergency />
      <Foot />
    </main>
  );
}

function why(reason: string | null): string {
  const { after } = texts();
  switch (reason) {
    case "done": return after.done;
    case "idle": return after.idle;
    case "closing": return after.closing;
    case "absent": return after.absent;
    case "erased": return after.erased;
    default: return after.left;
  }
}
