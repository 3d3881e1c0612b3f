// Where the focus goes when what was pressed is gone: to the page's heading, which is always there.

/** Looks once the page has been drawn anew: in the first frame the old button may still stand. */
export function toHeadingWhenLost(): void {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    if (document.activeElement === null || document.activeElement === document.body) document.querySelector<HTMLElement>("h1")?.focus();
  }));
}
