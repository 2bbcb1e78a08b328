import { useEffect } from "preact/hooks";
import { CallsPage } from "./calls/page";
import { Header } from "./components/header";
import { Help } from "./components/help";
import { lazy } from "./components/lazy";
import { callsHref, route } from "./router";
import { askSite } from "./site";
import { t } from "./strings";
import { DropZone } from "./upload/drop";
import { UploadPanel } from "./upload/panel";

const CallPage = lazy(() => import("./call/page").then((module) => module.CallPage));
const BoardPage = lazy(() => import("./board/page").then((module) => module.BoardPage));
const LivePage = lazy(() => import("./livecall/page").then((module) => module.LivePage));
const MicrophonePage = lazy(() =>
  import("./microphone/page").then((module) => module.MicrophonePage),
);

function View() {
  const { name, id } = route.value;
  if (name === "calls") return <CallsPage />;
  if (name === "call") return <CallPage key={id} id={id} />;
  if (name === "board") return <BoardPage />;
  if (name === "live") return <LivePage key={id} id={id} />;
  if (name === "microphone") return <MicrophonePage />;
  return (
    <section class="lost">
      <h1>{t("app.lost")}</h1>
      <a class="button" href={callsHref()}>
        {t("app.back")}
      </a>
    </section>
  );
}

export function App() {
  useEffect(() => void askSite(), []);
  const toContent = () => document.getElementById("main")?.focus();
  return (
    <>
      {/* A button, because the address's hash is the route. */}
      <button type="button" class="skip" onClick={toContent}>
        {t("app.skip")}
      </button>
      <Header />
      <main id="main" class="main" tabIndex={-1}>
        <View />
      </main>
      <UploadPanel />
      <DropZone />
      <Help />
    </>
  );
}
