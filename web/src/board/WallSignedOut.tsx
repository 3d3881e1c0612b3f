// A wall screen whose sign-in is over: calm, without figures or names, and alive again with the next sign-in.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { watchTexts } from "../shared/texts/watch.ts";
import { begin } from "./model.ts";
import "./wall.css";

const ASK_EVERY = 15_000;

export function WallSignedOut({ onSignIn }: { onSignIn: () => void }): JSX.Element {
  const { signedOut: t } = watchTexts();
  useEffect(() => {
    const timer = setInterval(() => void begin(), ASK_EVERY);
    return () => clearInterval(timer);
  }, []);
  return (
    <main class="wall wall-out">
      <h1>{t.heading}</h1>
      <p>{t.text}</p>
      <p><button type="button" class="ds-button" data-variant="secondary" onClick={onSignIn}>{t.action}</button></p>
    </main>
  );
}
