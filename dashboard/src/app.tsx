import { useSignal } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Tab } from "./admin/tabs";
import { CallsPage } from "./calls/page";
import { Gone } from "./components/gone";
import { Header } from "./components/header";
import { Help } from "./components/help";
import { lazy } from "./components/lazy";
import { connected } from "./live";
import { callsHref, route } from "./router";
import { may, mayOpen, me, outside, session } from "./session";
import { askSite } from "./site";
import { t } from "./strings";
import { DropZone } from "./upload/drop";
import { UploadPanel } from "./upload/panel";
import { type Guarded, isDoor, viewOf } from "./views";

const CallPage = lazy(() => import("./call/page").then((module) => module.CallPage));
const BoardPage = lazy(() => import("./board/page").then((module) => module.BoardPage));
const LivePage = lazy(() => import("./livecall/page").then((module) => module.LivePage));
const MicrophonePage = lazy(() =>
  import("./microphone/page").then((module) => module.MicrophonePage),
);

const WallPage = lazy(() => import("./wall/page").then((module) => module.WallPage));

const Entrance = lazy(() => import("./people/entrance").then((module) => module.Entrance));
const AccountPage = lazy(() => import("./people/account").then((module) => module.AccountPage));
const RulesPage = lazy(() => import("./rules/page").then((module) => module.RulesPage));
const AdminPage = lazy(() => import("./admin/page").then((module) => module.AdminPage));
const DeskPage = lazy(() => import("./desk/page").then((module) => module.DeskPage));
const RefusedView = lazy(() => import("./people/refused").then((module) => module.RefusedView));

type Page = (id: string) => JSX.Element;

const admin =
  (tab: Tab): Page =>
  () => <AdminPage tab={tab} />;

/** What is shown of each view that the server knows. */
const PAGES: Record<Guarded, Page> = {
  calls: () => <CallsPage />,
  call: (id) => <CallPage key={id} id={id} />,
  board: () => <BoardPage />,
  wall: () => <WallPage />,
  live: (id) => <LivePage key={id} id={id} />,
  desk: () => <DeskPage />,
  rules: () => <RulesPage />,
  microphone: () => <MicrophonePage />,
  account: () => <AccountPage />,
  "admin/people": admin("people"),
  "admin/audit": admin("audit"),
  "admin/notices": admin("notices"),
  "admin/tokens": admin("tokens"),
  "admin/keys": admin("keys"),
  "admin/playbook": admin("playbook"),
  "admin/health": admin("health"),
};

function View() {
  if (outside.value || isDoor(route.value.name)) return <Entrance />;
  if (session.value?.second_factor_due) return <AccountPage />;
  const view = viewOf(route.value);
  if (view === null) return <Gone title={t("app.lost")} href={callsHref()} back={t("app.back")} />;
  return mayOpen(view) ? PAGES[view](route.value.id) : <RefusedView view={view} />;
}

/** Tells of new flags, on whatever page: for those who see running calls, after the first paint. */
function Alerts() {
  const banner = useSignal<ComponentType | null>(null);
  // Once there they stay through every cut: what comes back after it is told by them.
  const there = connected.value || banner.value !== null;
  const wanted = there && !outside.value && may("see running calls");
  useEffect(() => {
    if (!wanted) return undefined;
    let stop: (() => void) | null = () => undefined;
    import("./alerts/banner").then(
      (module) => {
        if (stop === null) return;
        stop = module.startAlerts();
        banner.value = module.AlertBanner;
      },
      () => undefined, // the board shows the flags all the same
    );
    return () => {
      stop?.();
      stop = null;
      banner.value = null;
    };
  }, [wanted]);
  const Banner = banner.value;
  return Banner && <Banner />;
}

function Chrome() {
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
      {!outside.value && may("send recordings") && (
        <>
          <UploadPanel />
          <DropZone />
        </>
      )}
    </>
  );
}

export function App() {
  const inside = may("signed in");
  useEffect(() => {
    if (inside) void askSite();
  }, [inside, me.value?.id]);
  const bare = route.value.name === "wall" && !outside.value && mayOpen("wall");
  return (
    <>
      {bare ? <View /> : <Chrome />}
      <Alerts />
      <Help />
    </>
  );
}
