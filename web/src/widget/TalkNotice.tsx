// A notice that came while somebody is in line or in conversation: one line above it, until it ends or she has read it.
import type { JSX } from "preact";
import { useSignal } from "@preact/signals";
import { second } from "../shared/now.ts";
import { texts } from "../shared/texts/catalogue.ts";
import type { Conversation } from "./conversation.ts";

export function TalkNotice({ talk }: { talk: Conversation }): JSX.Element {
  const read = useSignal("");
  const notice = talk.notice.value;
  const stands = notice !== null && notice.text !== read.value && (!notice.until || Date.parse(notice.until) > second.value);
  return (
    <div role="status">
      {stands ? (
        <p class="notice-line">
          <span dir="auto">{notice.text}</span>
          <button type="button" class="plain-button icon" aria-label={texts().log.readNotice} onClick={() => { read.value = notice.text; }}>
            <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" stroke="currentColor" stroke-width="2" stroke-linecap="round" /></svg>
          </button>
        </p>
      ) : null}
    </div>
  );
}
