import { useEffect } from "preact/hooks";
import { AlertMenu } from "../alerts/control";
import { Icon } from "../components/icon";
import { lazy } from "../components/lazy";
import { Loading } from "../components/loading";
import { LevelGradient } from "../components/sparkline";
import "../css/chips.css";
import { DeedNote } from "../flags/deed";
import { useFlags } from "../flags/watching";
import { cutSince } from "../live";
import { narrow } from "../narrow";
import { go } from "../router";
import { t } from "../strings";
import { titled } from "../title";
import { AfterCall } from "./after";
import "./board.css";
import { order, serving, total, waiting, watchBoard } from "./board";
import { CutOff } from "./cut_off";
import { Closed, Empty } from "./empty";
import { BoardBar } from "./filters";
import { useBoardKeys } from "./hotkeys";
import "./list.css";
import { List } from "./list";
import "./marks.css";
import { Strip } from "./strip";
import { useTicking } from "./tick";
import { besideHref, NOTHING, opened, setView, wallHref } from "./view";

function Nothing() {
  return (
    <div class="nothing">
      <strong>{t("board.none")}</strong>
      <p>
        <button type="button" class="link" onClick={() => setView(NOTHING)}>
          {t("calls.clear")}
        </button>
      </p>
    </div>
  );
}

function Content() {
  if (serving.value === null) return cutSince.value === null ? <Loading /> : null;
  if (!serving.value) return <Closed />;
  if (total.value === 0) return <Empty />;
  return (
    <>
      <BoardBar />
      <div class="board__list">{order.value.length ? <List /> : <Nothing />}</div>
    </>
  );
}

/** The panel's code comes when a call is first opened. */
const Beside = lazy(() => import("./beside").then((module) => module.Beside));

function focusRow(id: string): void {
  const row = document.querySelector(`[data-call="${CSS.escape(id)}"] .liverow__link`);
  if (row instanceof HTMLElement) row.focus();
}

function close(back: boolean): void {
  const id = opened.peek();
  go(besideHref(null));
  if (back && id) setTimeout(() => focusRow(id));
}

export function BoardPage() {
  useTicking();
  useFlags();
  useEffect(() => watchBoard(), []);
  useEffect(() => titled(t("board.title")));
  useBoardKeys();
  const call = opened.value;
  const off = cutSince.value === null ? "" : "board--cut";
  return (
    <div class={`page board ${off} ${call ? "board--two" : ""}`}>
      <LevelGradient />
      <div class="board__main" inert={call !== null && narrow.value}>
        <div class="page__head">
          <h1>{t("board.title")}</h1>
          <span class="board__held" role="status">
            {waiting.value && t("board.held")}
          </span>
          <AlertMenu />
          <a
            class="tool"
            href={wallHref()}
            aria-label={t("wall.open")}
            title={`${t("wall.open")} (w)`}
          >
            <Icon name="wall" />
          </a>
        </div>
        <CutOff />
        {serving.value && total.value > 0 && <Strip />}
        <Content />
        <AfterCall />
      </div>
      {call && <Beside id={call} close={close} />}
      <DeedNote />
    </div>
  );
}
