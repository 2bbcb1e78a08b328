import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { freeze, order, serving, watchBoard } from "../board/board";
import "../board/board.css";
import { CutOff } from "../board/cut_off";
import "../board/marks.css";
import { Strip } from "../board/strip";
import { now, useTicking } from "../board/tick";
import { besideHref } from "../board/view";
import { Icon } from "../components/icon";
import { Loading } from "../components/loading";
import { LevelGradient } from "../components/sparkline";
import "../css/chips.css";
import { useFlags } from "../flags/watching";
import { listen } from "../keys";
import { cutSince } from "../live";
import { go, route } from "../router";
import { language, t } from "../strings";
import { titled } from "../title";
import { stayAwake } from "./awake";
import { WallCard } from "./card";
import { type Fit, fitOf, pageOf, pagesOf, usedFit } from "./pages";
import "./wall.css";

const TURN_S = 12;

function turnSeconds(): number {
  return Math.max(3, Number(route.peek().params.get("seconds")) || TURN_S);
}

function TimeOfDay() {
  const time = new Date(now.value).toLocaleTimeString(language.value, { timeStyle: "short" });
  return <span class="wall__time">{time}</span>;
}

/** How many cards fit the window. */
function useFit() {
  const box = useRef<HTMLUListElement>(null);
  const fit = useSignal<Fit>({ columns: 4, rows: 3 });
  useEffect(() => {
    const place = box.current;
    if (!place) return undefined;
    const observer = new ResizeObserver(() => {
      const next = fitOf(place);
      const { columns, rows } = fit.peek();
      if (next.columns !== columns || next.rows !== rows) fit.value = next;
    });
    observer.observe(place);
    return () => observer.disconnect();
  }, []);
  return { box, fit };
}

/** The calls on a wall: large, by themselves, page after page where they are more than fit. */
export function WallPage() {
  useTicking();
  useFlags();
  const { box, fit } = useFit();
  const turn = useSignal(0);
  const paused = useSignal(false);
  const pages = useComputed(() => pagesOf(order.value.length, fit.value));
  const page = useComputed(() => turn.value % pages.value);
  useEffect(() => watchBoard(), []);
  useEffect(() => titled(t("wall.title")));
  useEffect(() => stayAwake(), []);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!paused.peek() && !box.current?.matches(":focus-within")) turn.value += 1;
    }, turnSeconds() * 1000);
    const owner = new AbortController();
    const step = (by: number) => () => {
      turn.value += by + (turn.peek() + by < 0 ? pages.peek() : 0);
    };
    const pause = () => {
      paused.value = !paused.peek();
    };
    listen(
      {
        " ": pause,
        ArrowRight: step(1),
        ArrowLeft: step(-1),
        Escape: () => go(besideHref(null)),
      },
      owner.signal,
    );
    return () => {
      clearInterval(timer);
      owner.abort();
      freeze(false);
    };
  }, []);
  const shown = pageOf(order.value, fit.value, page.value);
  const grid = usedFit(order.value.length, fit.value);
  return (
    <main class={cutSince.value === null ? "wall" : "wall board--cut"} tabIndex={-1}>
      <LevelGradient />
      <h1 class="hidden">{t("wall.title")}</h1>
      <header class="wall__head">
        <Strip />
        <TimeOfDay />
        <a
          class="tool"
          href={besideHref(null)}
          aria-label={t("wall.leave")}
          title={t("wall.leave")}
        >
          <Icon name="close" />
        </a>
      </header>
      <CutOff />
      {serving.value === null && cutSince.value === null && <Loading />}
      {serving.value !== null && order.value.length === 0 && (
        <p class="wall__none">{t("board.empty.title")}</p>
      )}
      <ul
        ref={box}
        class="wall__cards"
        style={{ "--columns": grid.columns, "--rows": grid.rows }}
        aria-label={t("board.list.worst")}
      >
        {shown.map((id) => (
          <WallCard key={id} id={id} />
        ))}
      </ul>
      {pages.value > 1 && (
        <footer class="wall__foot">
          <span role="status">
            {t("wall.page", { n: page.value + 1, all: pages.value })} · {t("wall.more")}
          </span>
          <button
            type="button"
            class="button button--small"
            aria-pressed={paused.value}
            onClick={() => {
              paused.value = !paused.peek();
            }}
          >
            <Icon name={paused.value ? "play" : "pause"} />
            {paused.value ? t("wall.go") : t("wall.pause")}
          </button>
        </footer>
      )}
    </main>
  );
}
