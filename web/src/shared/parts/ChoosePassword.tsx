// Choosing one's own password with a code from a coordinator; then one is signed in with it.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { HttpError } from "../http.ts";
import type { Me } from "../protocol.ts";
import { choosePassword, signIn } from "../sign_in.ts";
import { choosingTexts } from "../texts/choosing.ts";
import { staffTexts } from "../texts/staff.ts";

const SHORTEST = 8;

interface ChoosePasswordProps { onSignedIn: (me: Me) => void; onBack: () => void }

export function ChoosePassword({ onSignedIn, onBack }: ChoosePasswordProps): JSX.Element {
  const t = choosingTexts();
  const email = useRef<HTMLInputElement>(null);
  const code = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const seen = useSignal(false);
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  useEffect(() => email.current?.focus(), []);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    const [who, chosen] = [email.current?.value.trim() ?? "", password.current?.value ?? ""];
    if ([...chosen].length < SHORTEST) {
      problem.value = "short";
      password.current?.focus();
      return;
    }
    busy.value = true;
    problem.value = null;
    try {
      await choosePassword(who, code.current?.value ?? "", chosen);
      onSignedIn(await signIn(who, chosen));
    } catch (error) {
      problem.value = error instanceof HttpError ? error.code : "unavailable";
      if (problem.value === "wrong_credentials") code.current?.focus();
    } finally {
      busy.value = false;
    }
  };
  const described = (other: string): string => (problem.value ? `${other} choose-problem` : other);
  return (
    <form onSubmit={(event) => void submit(event)}>
      <h1 class="heading">{t.heading}</h1>
      <p class="quiet">{t.hint}</p>
      <label class="ds-label" for="choose-email">{staffTexts().signIn.email}</label>
      <input id="choose-email" class="ds-input" ref={email} type="email" autocomplete="username" required />
      <label class="ds-label" for="choose-code">{t.code}</label>
      <input id="choose-code" class="ds-input" ref={code} type="text" autocomplete="one-time-code" autocapitalize="characters" spellcheck={false} maxLength={40} required aria-invalid={problem.value === "wrong_credentials"} aria-describedby={described("choose-code-hint")} />
      <p class="quiet small" id="choose-code-hint">{t.codeHint}</p>
      <label class="ds-label" for="choose-password">{t.password}</label>
      <input id="choose-password" class="ds-input" ref={password} type={(seen.value ? "text" : "password") as "password"} autocomplete="new-password" maxLength={1000} required aria-invalid={problem.value === "short"} aria-describedby={described("choose-password-hint")} />
      <p class="quiet small" id="choose-password-hint">{t.passwordHint}</p>
      <label class="check"><input type="checkbox" checked={seen.value} onChange={(event) => { seen.value = event.currentTarget.checked; }} /> {t.show}</label>
      {problem.value ? <p class="problem" id="choose-problem" role="alert">{words(problem.value)}</p> : null}
      <button type="submit" class="ds-button" data-fullwidth aria-busy={busy.value}>{t.submit}</button>
      <button type="button" class="plain-button" onClick={onBack}>{t.back}</button>
    </form>
  );
}

function words(code: string): string {
  const { signIn: t } = staffTexts();
  const choosing = choosingTexts();
  if (code === "wrong_credentials") return choosing.wrong;
  if (code === "short" || code === "invalid") return choosing.short;
  return code === "too_many_requests" ? t.tooMany : t.offline;
}
