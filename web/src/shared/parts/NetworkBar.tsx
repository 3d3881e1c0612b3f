// The bar of a lost network: after three seconds, without red, and gone by itself.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

const PATIENCE = 3_000;

/** True when `lost` has held for three seconds. */
export function useLasting(lost: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    setLasting(false);
    if (!lost) return undefined;
    const timer = setTimeout(() => setLasting(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [lost]);
  return lost && lasting;
}

interface NetworkBarProps { lost: boolean; text: string; action?: { label: string; run: () => void } | null }

export function NetworkBar({ lost, text, action }: NetworkBarProps): JSX.Element {
  const shown = useLasting(lost) || Boolean(action);
  return (
    <div role="status">
      {shown ? (
        <p class="network">
          {text}
          {action ? <button type="button" class="plain-button" onClick={action.run}>{action.label}</button> : null}
        </p>
      ) : null}
    </div>
  );
}
