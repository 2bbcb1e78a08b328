import { useEffect } from "preact/hooks";
import { Loading } from "../components/loading";
import { LevelGradient } from "../components/sparkline";
import "../css/chips.css";
import { number } from "../format";
import { cutSince } from "../live";
import { count, t } from "../strings";
import "./board.css";
import { figures, order, serving, waiting, watchBoard } from "./board";
import { CutOff } from "./cut_off";
import { Closed, Empty } from "./empty";
import { List } from "./list";
import { useTicking } from "./tick";

function Figures() {
  const { calls, flags, worst_lag_s } = figures.value;
  const s = number(worst_lag_s, 1);
  return (
    <p class="board__figures">
      <span>{count("app.board.count", calls)}</span>
      <span class={flags ? "board__flags" : undefined}>{count("board.open", flags)}</span>
      {worst_lag_s > 0 && <span>{t("board.lag", { s })}</span>}
    </p>
  );
}

function Content() {
  if (serving.value === null) return cutSince.value === null ? <Loading /> : null;
  if (!serving.value) return <Closed />;
  return order.value.length ? <List /> : <Empty />;
}

export function BoardPage() {
  useTicking();
  useEffect(() => watchBoard(), []);
  useEffect(() => {
    document.title = `${t("board.title")} · ${t("app.name")}`;
  });
  const some = order.value.length > 0;
  return (
    <div class={cutSince.value === null ? "page board" : "page board board--cut"}>
      <LevelGradient />
      <div class="page__head">
        <h1>{t("board.title")}</h1>
        {some && <Figures />}
        <span class="board__held" role="status">
          {waiting.value && t("board.held")}
        </span>
      </div>
      <CutOff />
      <Content />
    </div>
  );
}
