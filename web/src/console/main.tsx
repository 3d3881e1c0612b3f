// The counsellor's page, /console.
import { render } from "preact";
import { unlockSound } from "../shared/chime.ts";
import { firstLanguage } from "../shared/language.ts";
import { startSeconds } from "../shared/now.ts";
import { language } from "../shared/texts/catalogue.ts";
import "../shared/styles/base.css";
import "../shared/styles/talk.css";
import "../shared/styles/staff.css";
import "./console.css";
import "./pane.css";
import "./drawer.css";
import "./follow_up.css";
import "./care.css";
import { App } from "./App.tsx";
import { watchOffers } from "./attention.ts";
import { listenForKeys } from "./keys.ts";
import { begin } from "./model.ts";

language.value = firstLanguage(location.search, navigator.languages);
unlockSound();
startSeconds();
watchOffers();
listenForKeys();
void begin();
render(<App />, document.getElementById("page") as HTMLElement);
