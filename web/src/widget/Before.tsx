// Before the chat: two lines of what this is, one of what not to write, one field, one button.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { DEFAULT_LIMITS } from "../shared/outbox.ts";
import { Foot } from "../shared/parts/Foot.tsx";
import { texts } from "../shared/texts/catalogue.ts";
import { textLength } from "../shared/typed.ts";
import { Caught } from "./Caught.tsx";
import { desk, leaveInstead, type Problem, problem, question, startChat, starting, writeQuestion } from "./model.ts";
import { Elsewhere } from "./Elsewhere.tsx";
import { Notice } from "./Notice.tsx";
import { CodeLink } from "./CodeLink.tsx";

const COUNT_FROM = 0.85;

export function Before(): JSX.Element {
  const { before, followUp, problem: problems } = texts();
  const field = useRef<HTMLTextAreaElement>(null);
  const length = textLength(question.value);
  const over = length - DEFAULT_LIMITS.text;
  const caught = over <= 0 && problem.value?.code === "personal";
  const trouble = over > 0 ? problems.tooLong(over) : caught ? null : words(problem.value);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (over <= 0) void startChat();
    if (over > 0 || question.value.trim() === "") field.current?.focus();
  };
  return (
    <main class="page before">
      <h1 class="heading" tabIndex={-1}>{before.heading}</h1>
      <Elsewhere />
      <p>{before.what} {before.anonymous}</p>
      <p class="quiet" id="avoid">{before.avoid}</p>
      <form onSubmit={submit} noValidate>
        <label class="ds-label" for="question">{before.question}</label>
        <textarea id="question" class="ds-input" ref={field} rows={4} dir="auto" autocomplete="off" value={question.value}
          aria-invalid={trouble !== null || caught} aria-describedby={trouble || caught ? "trouble avoid" : "avoid"}
          onInput={(event) => writeQuestion(event.currentTarget.value)} />
        {trouble ? <p class="problem" id="trouble" role="alert">{trouble}</p> : null}
        {caught ? <Caught id="trouble" field="question" text={question.value} attempt={problem.value} onWithout={sendWithout} /> : null}
        {over <= 0 && length > DEFAULT_LIMITS.text * COUNT_FROM ? <p class="quiet small">{problems.left(-over)}</p> : null}
        <button type="submit" class="ds-button" data-fullwidth aria-busy={starting.value}>
          {starting.value ? before.starting : before.start}
        </button>
      </form>
      <Notice />
      {desk.silent.value ? <p class="quiet small" role="status">{problems.noticed}</p> : null}
      <div class="other-ways">
        <p><button type="button" class="ds-link" onClick={leaveInstead}>{followUp.offer}</button></p>
        <CodeLink />
      </div>
      <Foot />
    </main>
  );
}

function sendWithout(text: string): void {
  writeQuestion(text);
  if (textLength(text) <= DEFAULT_LIMITS.text) void startChat();
}

function words(found: Problem | null): string | null {
  if (!found) return null;
  const { before, closed, problem: problems } = texts();
  switch (found.code) {
    case "empty": return before.empty;
    case "offline": return problems.offline;
    case "too_many_requests": return problems.tooMany(found.retryAfter ?? 30);
    case "queue_full": return closed.fullText;
    case "desk_closed": return closed.reasons.outside_hours;
    case "proof_required": return problems.proof;
    case "invalid": return problems.invalid;
    default: return problems.unavailable;
  }
}
