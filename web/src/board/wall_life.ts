// What keeps a wall screen alive with nobody at it: it stays lit, connects again, and is loaded anew every night.
import { osloDate, osloHour } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { tabStore, write } from "../shared/storage.ts";

/** The hour in which a wall screen is loaded anew, so that it runs the desk's own release. */
const QUIET_HOUR = 4;
const DAY_BEGAN = osloDate(deskNow());
const WALL = "desk.wall";

/** Asks for a lit screen, again whenever the page comes back into view; returns how to stop. */
export function stayLit(): () => void {
  let lock: WakeLockSentinel | null = null;
  const ask = (): void => {
    if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    navigator.wakeLock.request("screen").then((found) => { lock = found; }, () => undefined);
  };
  ask();
  document.addEventListener("visibilitychange", ask);
  return () => {
    document.removeEventListener("visibilitychange", ask);
    void lock?.release().catch(() => undefined);
  };
}

/** Whether this page is of another day and it is the quiet hour: then it may be loaded anew. */
export function isTimeToReload(now: number, began: string = DAY_BEGAN): boolean {
  return osloDate(now) !== began && osloHour(now) === QUIET_HOUR;
}

/** This tab is a wall screen: after a reload it still waits calmly for a sign-in. */
export function rememberWall(): void {
  write(tabStore(), WALL, "1");
}

export function wasWall(): boolean {
  return tabStore().getItem(WALL) !== null;
}
