// Five answers in words, and a word more for those who want. Below all that matters, and nothing waits for it.
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { texts } from "../shared/texts/catalogue.ts";
import { textLength } from "../shared/typed.ts";
import { Caught } from "./Caught.tsx";
import { type Feedback, feedbackHere, LONGEST } from "./feedback.ts";

export function FeedbackForm(): JSX.Element | null {
  const feedback = useMemo(feedbackHere, []);
  return feedback ? <Question feedback={feedback} /> : null;
}

function Question({ feedback }: { feedback: Feedback }): JSX.Element {
  const { feedback: t } = texts();
  const { score, sentWords } = feedback.given.value;
  const trouble = feedback.trouble.value;
  const thanks = score !== null && trouble === null && !feedback.sending.value ? (sentWords === null ? t.thanks : t.sent) : "";
  return (
    <section class="feedback">
      <fieldset class="scores">
        <legend>{t.question}</legend>
        <p class="quiet small">{t.voluntary}</p>
        <div class="five">
          {t.scores.map((words, index) => (
            <label key={index} class="score">
              <input type="radio" name="score" checked={score === index + 1} onChange={() => feedback.choose(index + 1)} />
              <span>{words}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <p class="small" role="status">{thanks}</p>
      {trouble === "failed" || trouble === "gone" ? <p class="problem" role="alert">{t[trouble]}</p> : null}
      {score === null ? null : <Word feedback={feedback} />}
    </section>
  );
}

function Word({ feedback }: { feedback: Feedback }): JSX.Element {
  const { feedback: t, problem } = texts();
  const { words } = feedback.given.value;
  const over = textLength(words) - LONGEST;
  const caught = feedback.trouble.value === "personal";
  return (
    <form class="word" noValidate onSubmit={(event) => { event.preventDefault(); if (over <= 0) feedback.sendWords(); }}>
      <label class="ds-label" for="words">{t.words}</label>
      <textarea id="words" class="ds-input" rows={2} dir="auto" autocomplete="off" value={words} aria-invalid={over > 0 || caught}
        aria-describedby={over > 0 || caught ? "words-trouble" : undefined} onInput={(event) => feedback.write(event.currentTarget.value)} />
      {over > 0 ? <p class="problem" id="words-trouble" role="alert">{problem.tooLong(over)}</p> : null}
      {caught && over <= 0 ? <Caught id="words-trouble" field="words" text={words} attempt={caught} onWithout={(text) => feedback.sendWords(text)} /> : null}
      <button type="submit" class="ds-button" data-size="sm" data-variant="secondary" aria-busy={feedback.sending.value}>{t.send}</button>
    </form>
  );
}
