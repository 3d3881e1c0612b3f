// The coordinator's page, /board.
import { render } from "preact";
import { firstLanguage } from "../shared/language.ts";
import { language } from "../shared/texts/catalogue.ts";
import "../shared/styles/base.css";
import "../shared/styles/talk.css";
import "../shared/styles/staff.css";
import "./board.css";
import { App } from "./App.tsx";
import { begin } from "./model.ts";

language.value = firstLanguage(location.search, navigator.languages);
void begin();
render(<App />, document.getElementById("page") as HTMLElement);
