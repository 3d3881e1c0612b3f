// The page that the address names: fetched when it is first wanted, and kept from then on.
import { useSignal } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { staffTexts } from "../shared/texts/staff.ts";
import type { BoardPage } from "./pages.ts";
import { Skeleton } from "./Skeleton.tsx";

const fetched = new Map<string, ComponentType>();

export function PageView({ page }: { page: BoardPage }): JSX.Element {
  const failed = useSignal(false);
  const arrived = useSignal(0);
  useEffect(() => {
    failed.value = false;
    if (fetched.has(page.name)) return;
    page.load().then(
      (view) => { fetched.set(page.name, view); arrived.value += 1; },
      () => { failed.value = true; },
    );
  }, [page]);
  const View = arrived.value >= 0 ? fetched.get(page.name) : undefined;
  if (View) return <View />;
  return failed.value ? <NotFetched /> : <Skeleton />;
}

/** A newer version of the desk may have taken the file away; the whole page anew has the right one. */
function NotFetched(): JSX.Element {
  const { board: t } = staffTexts();
  return (
    <div class="problem" role="alert">
      <p>{t.pageFailed}</p>
      <button type="button" class="plain-button" onClick={() => location.reload()}>{t.reload}</button>
    </div>
  );
}
