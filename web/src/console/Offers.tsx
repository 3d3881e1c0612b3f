// An offer: a card over the rail with what one needs to say yes, and a ring that empties until it runs out.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { lengthWords, secondsSince } from "../shared/elapsed.ts";
import { deskNow, second } from "../shared/now.ts";
import type { OfferPart } from "../shared/protocol.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";
import { accept, decline } from "./actions.ts";
import { desk } from "./model.ts";
import { whyWords } from "./why.ts";

const ROUND = 2 * Math.PI * 20;

export function Offers(): JSX.Element {
  const offers = desk.value?.offers.value ?? [];
  return (
    <div role="region" aria-label={staffTexts().offer.title} hidden={offers.length === 0}>
      {offers.map((offer) => <Card key={offer.offer_id} offer={offer} />)}
    </div>
  );
}

function Card({ offer }: { offer: OfferPart }): JSX.Element {
  const { offer: t, time, languages, channel, followUp } = staffTexts();
  const contact = offer.contact;
  const now = Math.max(second.value, deskNow());
  const left = Math.max(0, Math.ceil((Date.parse(offer.expires_at) - now) / 1_000));
  const waited = lengthWords(secondsSince(contact.arrived_at, second.value), time);
  return (
    <section class="offer" aria-labelledby={`offer-${offer.offer_id}`}>
      <Ring expiresAt={offer.expires_at} left={left} />
      <div role="alert"><h2 id={`offer-${offer.offer_id}`}>{contact.follow_up ? followUp.offer[contact.follow_up] : t.heading}</h2></div>
      <p class="small number">{contact.follow_up ? followUp.heading[contact.follow_up] : `${time.waited(waited)} · ${channel[contact.channel]}`} · {languages[contact.language]}</p>
      <p class="first-line" dir="auto">{contact.first_line}</p>
      {offer.why ? <Why offer={offer} /> : null}
      <div class="choices">
        <button type="button" class="ds-button" onClick={() => void accept(offer)}>{contact.follow_up ? followUp.accept : t.accept} <kbd>A</kbd></button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => void decline(offer)}>{t.decline} <kbd>D</kbd></button>
      </div>
    </section>
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
