// The form where staff sign in; the same on the console and the board.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { HttpError } from "../http.ts";
import type { Me } from "../protocol.ts";
import { signIn } from "../sign_in.ts";
import { choosingTexts } from "../texts/choosing.ts";
import { staffTexts } from "../texts/staff.ts";
import { ChoosePassword } from "./ChoosePassword.tsx";
import { Foot } from "./Foot.tsx";
import { LanguagePicker } from "./LanguagePicker.tsx";

interface SignInProps { title: string; note?: string | null; onSignedIn: (me: Me) => void }

export function SignIn({ title, note, onSignedIn }: SignInProps): JSX.Element {
  const { signIn: t } = staffTexts();
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  const choosing = useSignal(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    problem.value = null;
    try {
      onSignedIn(await signIn(email.current?.value.trim() ?? "", password.current?.value ?? ""));
    } catch (error) {
      problem.value = error instanceof HttpError ? error.code : "unavailable";
      password.current?.focus();
      password.current?.select();
    } finally {
      busy.value = false;
    }
  };
  if (choosing.value) return <main class="sign-in"><ChoosePassword onSignedIn={onSignedIn} onBack={() => { choosing.value = false; }} /></main>;
  return (
    <main class="sign-in">
      <form onSubmit={(event) => void submit(event)}>
        <p class="product">{title}</p>
        <h1 class="heading">{t.heading}</h1>
        {note ? <p class="quiet">{note}</p> : null}
        <label class="ds-label" for="email">{t.email}</label>
        <input id="email" class="ds-input" ref={email} type="email" autocomplete="username" required />
        <label class="ds-label" for="password">{t.password}</label>
        <input id="password" class="ds-input" ref={password} type="password" autocomplete="current-password" required
          aria-invalid={problem.value === "wrong_credentials"} aria-describedby={problem.value ? "sign-in-problem" : undefined} />
        {problem.value ? <p class="problem" id="sign-in-problem" role="alert">{words(problem.value)}</p> : null}
        <button type="submit" class="ds-button" data-fullwidth aria-busy={busy.value}>{t.submit}</button>
        <button type="button" class="plain-button" onClick={() => { choosing.value = true; }}>{choosingTexts().have}</button>
        <LanguagePicker />
        <Foot />
      </form>
    </main>
  );
}

function words(code: string): string {
  const { signIn: t } = staffTexts();
  if (code === "wrong_credentials" || code === "invalid") return t.wrong;
  return code === "too_many_requests" ? t.tooMany : t.offline;
}
