// The field to write in: grows to five lines, Enter sends where there is a keyboard, the button always.
import type { ComponentChildren, JSX, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Texts } from "../texts/nb.ts";
import { cleanText, textLength } from "../typed.ts";

interface ComposerProps {
  id: string;
  label: string;
  send: string;
  value: string;
  limit: number;
  problems: Texts["problem"];
  onInput: (text: string) => void;
  onSend: (text: string) => void;
  /** Keys that somebody else wants first; true when taken. */
  onKey?: (event: KeyboardEvent) => boolean;
  field?: RefObject<HTMLTextAreaElement | null>;
  describedBy?: string;
  /** Why the text was not sent, with what can be done; its id is the field's with `-trouble`. */
  trouble?: ComponentChildren;
  /** A list of suggestions that is open: its id, and the id of the one chosen. */
  list?: { controls: string; active: string | undefined } | undefined;
}

const COUNT_FROM = 0.85;

export function Composer(props: ComposerProps): JSX.Element {
  const own = useRef<HTMLTextAreaElement>(null);
  const field = props.field ?? own;
  const length = textLength(props.value);
  const over = length - props.limit;
  const describedBy = over > 0 ? `${props.id}-count` : props.trouble ? `${props.id}-trouble` : props.describedBy;
  useGrowing(field, props.value);
  const submit = (): void => {
    const text = cleanText(props.value);
    if (over > 0) field.current?.focus();
    else if (text !== "") props.onSend(text);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || props.onKey?.(event)) return;
    if (event.key !== "Enter" || event.shiftKey || !matchMedia("(pointer: fine)").matches) return;
    event.preventDefault();
    submit();
  };
  const list = props.list;
  return (
    <form class="composer" onSubmit={(event) => { event.preventDefault(); submit(); }}>
      {length > props.limit * COUNT_FROM ? (
        <p class={over > 0 ? "count problem" : "count quiet"} id={`${props.id}-count`} role={over > 0 ? "alert" : undefined}>
          {over > 0 ? props.problems.tooLong(over) : props.problems.left(-over)}
        </p>
      ) : null}
      {over > 0 ? null : props.trouble}
      <label class="ds-sr-only" for={props.id}>{props.label}</label>
      <textarea id={props.id} ref={field} rows={1} dir="auto" autocomplete="off" placeholder={props.label}
        value={props.value} aria-invalid={over > 0 || Boolean(props.trouble)} aria-describedby={describedBy}
        aria-autocomplete={list ? "list" : undefined} aria-controls={list?.controls} aria-activedescendant={list?.active}
        onInput={(event) => props.onInput(event.currentTarget.value)} onKeyDown={onKeyDown} />
      <button type="submit" class="ds-button" data-color="accent">{props.send}</button>
    </form>
  );
}

/** Lets the field grow where the browser does not do it by itself. */
function useGrowing(field: RefObject<HTMLTextAreaElement | null>, value: string): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || CSS.supports("field-sizing", "content")) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [field, value]);
}
