// Whether anybody can see this page: its tab is in front, and a site that holds it in a frame shows the frame.

let shown = true;

export function isLookedAt(): boolean {
  return shown && document.visibilityState === "visible";
}

/** The site has opened or closed its panel: for everything that waits to be seen, that is what a tab's change is. */
export function frameIsShown(now: boolean): void {
  if (now === shown) return;
  shown = now;
  document.dispatchEvent(new Event("visibilitychange"));
}
