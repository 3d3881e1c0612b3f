// An offer: a card over the rail with what one needs to say yes, and a ring that empties until it runs out.
import type { JSX, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { lengthWords, secondsSince } from "../shared/elapsed.ts";
import { deskNow, second } from "../shared/now.ts";
import type { OfferPart } from "../shared/protocol.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import { accept, decline } from "./actions.ts";
import { colleagues, lists } from "./lists.ts";
import { live, offers } from "./model.ts";
import { whyWords } from "./why.ts";

const ROUND = 2 * Math.PI * 20;

export function Offers(): JSX.Element {
  return (
    <div role="region" aria-label={staffTexts().offer.title} hidden={offers.value.length === 0}>
      {offers.value.map((offer, index) => <Card key={offer.offer_id} offer={offer} keys={index === 0} />)}
    </div>
  );
}

/** `keys`: whether the single keys mean this card. */
function Card({ offer, keys }: { offer: OfferPart; keys: boolean }): JSX.Element {
  const { offer: t, followUp } = staffTexts();
  const contact = offer.contact;
  const now = Math.max(second.value, deskNow());
  const left = Math.max(0, Math.ceil((Date.parse(offer.expires_at) - now) / 1_000));
  const id = `offer-${offer.offer_id}`;
  const card = useRef<HTMLElement>(null);
  useFocusBack(card);
  return (
    <section class="offer" ref={card} aria-labelledby={id} aria-describedby={`${id}-about`}>
      <div role="alert"><h2 id={id}>{contact.follow_up ? followUp.offer[contact.follow_up] : t.heading}</h2></div>
      <Ring expiresAt={offer.expires_at} left={left} />
      <About id={`${id}-about`} offer={offer} />
      <p class="first-line" dir="auto">{contact.first_line}</p>
      {offer.why ? <Why offer={offer} /> : null}
      {live.value ? null : <p class="small" role="status">{writingTexts().offer.lost}</p>}
      <div class="choices">
        <button type="button" class="ds-button" aria-disabled={!live.value} onClick={() => { if (live.value) void accept(offer); }}>{contact.follow_up ? followUp.accept : t.accept} {keys ? <kbd>A</kbd> : null}</button>
        <button type="button" class="ds-button" data-variant="secondary" aria-disabled={!live.value} onClick={() => { if (live.value) void decline(offer); }}>{t.decline} {keys ? <kbd>D</kbd> : null}</button>
      </div>
    </section>
  );
}

/** Whoever answers by keyboard is not left nowhere when the card goes. */
function useFocusBack(card: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => () => {
    if (!card.current?.contains(document.activeElement)) return;
    requestAnimationFrame(() => {
      const nowhere = document.activeElement === null || document.activeElement === document.body;
      const part = document.querySelector<HTMLElement>('[data-part="pane"][data-focused="true"]') ?? document.querySelector<HTMLElement>('[data-part="rail"]');
      if (nowhere) part?.focus();
    });
  }, [card]);
}

/** How long she has waited, how and in which language, where from, and who hands her over. */
function About({ id, offer }: { id: string; offer: OfferPart }): JSX.Element {
  const { time, languages, channel, followUp, rail } = staffTexts();
  const contact = offer.contact;
  const waited = time.waited(lengthWords(secondsSince(contact.arrived_at, second.value), time));
  const county = lists.value?.optional.county.find((code) => code.code === contact.county);
  const sender = colleagues.value.find((one) => one.counsellor_id === (contact.transferring ? contact.owner : contact.transferred_from));
  const parts = [contact.follow_up ? followUp.heading[contact.follow_up] : `${waited} · ${channel[contact.channel]}`, languages[contact.language],
    contact.alias, county ? named(county) : null, contact.returned ? rail.returned : null];
  return (
    <div id={id}>
      <p class="small number">{parts.filter(Boolean).join(" · ")}</p>
      {sender ? <p class="small">{writingTexts().offer.from(sender.name)}</p> : null}
    </div>
  );
}

/** The layer that decided in a sentence; all of them for whoever opens it. */
function Why({ offer }: { offer: OfferPart }): JSX.Element {
  const said = staffTexts().offer.why(whyWords(offer.why));
  if (!offer.why_words) return <p class="small quiet">{said}</p>;
  return (
    <details class="small quiet">
      <summary>{said}</summary>
      <p>{named(offer.why_words)}</p>
    </details>
  );
}

/** Empties by the browser's own animation; where people ask for none, the number alone tells. */
function Ring({ expiresAt, left }: { expiresAt: string; left: number }): JSX.Element {
  const circle = useRef<SVGCircleElement>(null);
  const whole = useRef(Math.max(1, Date.parse(expiresAt) - deskNow()));
  useEffect(() => {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return undefined;
    const frames = [{ strokeDashoffset: 0 }, { strokeDashoffset: ROUND }];
    const running = circle.current?.animate(frames, { duration: whole.current, fill: "forwards" });
    return () => running?.cancel();
  }, [expiresAt]);
  return (
    <div class="ring">
      <svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true">
        <circle class="ring-ground" cx="24" cy="24" r="20" />
        <circle class="ring-left" ref={circle} cx="24" cy="24" r="20" stroke-dasharray={ROUND} transform="rotate(-90 24 24)" />
      </svg>
      <span class="number" aria-hidden="true">{left}</span>
      <span class="ds-sr-only">{staffTexts().offer.left(left)}</span>
    </div>
  );
}
