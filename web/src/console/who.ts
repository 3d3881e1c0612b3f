// What a contact is called on the counsellor's screen: by the name the citizen gave, else «Anonym»; a call is a call.
import type { ContactView } from "../shared/protocol.ts";
import { careTexts } from "../shared/texts/care.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { isCall } from "./phone.ts";

export function nameOfContact(contact: ContactView): string {
  return isCall(contact) ? careTexts().call.title : contact.alias ?? staffTexts().rail.anonymous;
}
