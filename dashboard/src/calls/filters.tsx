import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../components/icon";
import { number } from "../format";
import { listen } from "../keys";
import { LEVELS } from "../level";
import { t } from "../strings";
import { filtered, filters, seen, setFilters } from "./list";
import { SORTS, type Sort } from "./query";

const TYPING_PAUSE_MS = 250;

function Search() {
  const ref = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const owner = new AbortController();
    listen({ "/": () => ref.current?.focus() }, owner.signal);
    return () => {
      owner.abort();
      clearTimeout(timer.current);
    };
  }, []);
  const onInput = (q: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setFilters({ q: q.trim() }), TYPING_PAUSE_MS);
  };
  return (
    <label class="search">
      <Icon name="search" />
      <span class="hidden">{t("calls.search")}</span>
      <input
        ref={ref}
        type="search"
        placeholder={t("calls.search.hint")}
        defaultValue={filters.peek().q}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <kbd>/</kbd>
    </label>
  );
}

interface NamesProps {
  label: string;
  value: string;
  names: readonly string[];
  set: (name: string) => void;
}

function Names({ label, value, names, set }: NamesProps) {
  const all = value && !names.includes(value) ? [value, ...names] : names;
  if (all.length === 0) return null;
  return (
    <label class="field">
      <span class="field__name">{label}</span>
      <select value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">{t("calls.any")}</option>
        {all.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function MinPeak() {
  return (
    <label class="field">
      <span class="field__name">{t("calls.peak.min")}</span>
      <select
        value={String(filters.value.minPeak)}
        onChange={(event) => setFilters({ minPeak: Number(event.currentTarget.value) })}
      >
        <option value="0">{t("calls.peak.any")}</option>
        {LEVELS.slice(1).map(({ level, from }) => (
          <option key={level} value={String(from)}>
            {`≥ ${number(from, 1)} ${t(`level.${level}`)}`}
          </option>
        ))}
      </select>
    </label>
  );
}

function SortBy() {
  return (
    <label class="field field--sort">
      <span class="field__name">{t("calls.sort")}</span>
      <select
        value={filters.value.sort}
        onChange={(event) => setFilters({ sort: event.currentTarget.value as Sort })}
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {t(`calls.sort.${sort}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

export function FilterBar() {
  const { agent, queue, flagged } = filters.value;
  const clear = { q: "", agent: "", queue: "", minPeak: 0, flagged: false };
  return (
    <search class="filters">
      <Search key={filtered.value ? "some" : "none"} />
      <Names
        label={t("calls.agent")}
        value={agent}
        names={seen.value.agents}
        set={(name) => setFilters({ agent: name })}
      />
      <Names
        label={t("calls.queue")}
        value={queue}
        names={seen.value.queues}
        set={(name) => setFilters({ queue: name })}
      />
      <MinPeak />
      <label class="check check--field">
        <input
          type="checkbox"
          checked={flagged}
          onChange={(event) => setFilters({ flagged: event.currentTarget.checked })}
        />
        {t("calls.flagged")}
      </label>
      {filtered.value && (
        <button type="button" class="link" onClick={() => setFilters(clear)}>
          {t("calls.clear")}
        </button>
      )}
      <SortBy />
    </search>
  );
}
