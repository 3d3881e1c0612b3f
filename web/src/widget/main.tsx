// The citizen's page, /chat: alone in a tab or in a frame of another page.
import { render } from "preact";
import { unlockSound } from "../shared/chime.ts";
import { firstLanguage } from "../shared/language.ts";
import { startSeconds } from "../shared/now.ts";
import { language } from "../shared/texts/catalogue.ts";
import "../shared/styles/base.css";
import "../shared/styles/talk.css";
import "./widget.css";
import { App } from "./App.tsx";
import { callBack } from "./attention.ts";
import { leaveByEscape } from "./exit.ts";
import { fetchLater } from "./later.ts";
import { listenToHost } from "./frame.ts";
import { held, takeUp } from "./model.ts";
import { meetOtherTabs } from "./tabs.ts";
import { turnByItself } from "./turning.ts";

language.value = firstLanguage(location.search, navigator.languages);
unlockSound();
startSeconds();
listenToHost();
takeUp();
meetOtherTabs(held);
callBack();
leaveByEscape();
turnByItself();
render(<App />, document.getElementById("page") as HTMLElement);
void fetchLater();
