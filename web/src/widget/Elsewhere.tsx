// There is a conversation in another tab: said before somebody begins a second one, with the way to go on with it here.
import type { JSX } from "preact";
import { texts } from "../shared/texts/catalogue.ts";
import { continueHere } from "./model.ts";
import { elsewhere } from "./tabs.ts";

export function Elsewhere(): JSX.Element {
  const { tabs } = texts().safety;
  return (
    <div role="status">
      {elsewhere.value ? (
        <p class="notice elsewhere">
          <span>{tabs.found}</span>
          <button type="button" class="ds-button" data-size="sm" onClick={() => void continueHere()}>{tabs.goOn}</button>
        </p>
      ) : null}
    </div>
  );
}
