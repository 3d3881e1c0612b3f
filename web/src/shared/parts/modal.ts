// Shows a dialog for as long as it is drawn, and gives the focus back to where it was.
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

export function useModal(dialog: RefObject<HTMLDialogElement | null>): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
      // Once the dialog is out of the page, unless what closed it has already moved the focus.
      requestAnimationFrame(() => {
        const nowhere = document.activeElement === null || document.activeElement === document.body;
        if (nowhere && before instanceof HTMLElement && before.isConnected) before.focus();
      });
    };
  }, [dialog]);
}
