// The shape of what is on its way: shown after 300 ms, and never alone for long.
import type { JSX } from "preact";

export function Skeleton(): JSX.Element {
  return <div class="skeleton" aria-hidden="true"><span /><span /><span /><span /></div>;
}
