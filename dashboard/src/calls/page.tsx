import { useEffect } from "preact/hooks";
import { Icon } from "../components/icon";
import { Loading } from "../components/loading";
import { ProblemBox } from "../components/problem";
import { LevelGradient } from "../components/sparkline";
import { may } from "../session";
import { count, t } from "../strings";
import { titled } from "../title";
import { chooseFiles } from "../upload/drop";
import "./calls.css";
import { Empty } from "./empty";
import { FilterBar } from "./filters";
import { filtered, more, problem, rows, setFilters, total, watch } from "./list";
import { Row } from "./row";

function Table() {
  return (
    <table class="calls">
      <caption class="hidden">{t("calls.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("calls.col.call")}</th>
          <th scope="col">{t("calls.col.curve")}</th>
          <th scope="col">{t("calls.col.peak")}</th>
          <th scope="col">{t("calls.col.end")}</th>
          <th scope="col">{t("calls.col.reason")}</th>
          <th scope="col">{t("calls.col.flags")}</th>
          <th scope="col" class="calls__right">
            {t("calls.col.length")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.value.map((call) => (
          <Row key={call.id} call={call} />
        ))}
      </tbody>
    </table>
  );
}

function Results() {
  if (problem.value) return <ProblemBox problem={problem.value} retry={() => setFilters({})} />;
  if (total.value === null) return <Loading />;
  if (rows.value.length) return <Table />;
  return (
    <div class="nothing">
      <strong>{t("calls.none")}</strong>
      <p>{t("calls.none.fix")}</p>
    </div>
  );
}

export function CallsPage() {
  useEffect(() => {
    titled(t("calls.title"));
    return watch();
  }, []);
  const empty = total.value === 0 && !filtered.value && !problem.value;
  const left = total.value !== null && rows.value.length < total.value;
  return (
    <div class="page">
      <LevelGradient />
      <div class="page__head">
        <h1>{t("calls.title")}</h1>
        <span class="page__count" role="status">
          {total.value !== null && !empty && count("calls.count", total.value)}
        </span>
        {!empty && may("send recordings") && (
          <button type="button" class="button button--main" onClick={chooseFiles}>
            <Icon name="upload" />
            {t("upload.add")}
          </button>
        )}
      </div>
      {empty ? (
        <Empty />
      ) : (
        <>
          <FilterBar />
          <Results />
          {left && rows.value.length < 200 && (
            <button type="button" class="button calls__more" onClick={more}>
              {t("calls.more")}
            </button>
          )}
        </>
      )}
    </div>
  );
}
