import { effect } from "@preact/signals";
import { render } from "preact";
import "./css/tokens.css";
import "./css/base.css";
import "./css/components.css";
import { App } from "./app";
import { keepFocus } from "./focus";
import { live } from "./live";
import { askSession, may } from "./session";
import { preferred, speak } from "./strings";
import "./theme";

const place = document.getElementById("app");
if (place) {
  const speaking = speak(preferred()).catch(() => undefined); // what does not load leaves English
  await Promise.all([speaking, askSession()]);
  render(<App />, place);
  keepFocus();
  effect(() => (may("signed in") ? live.start() : live.stop()));
}
