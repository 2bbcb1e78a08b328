import { render } from "preact";
import "./css/tokens.css";
import "./css/base.css";
import "./css/components.css";
import { App } from "./app";
import { live } from "./live";
import { preferred, speak } from "./strings";
import "./theme";

const place = document.getElementById("app");
if (place) {
  await speak(preferred()).catch(() => undefined); // a language that does not load leaves English
  render(<App />, place);
  live.start();
}
