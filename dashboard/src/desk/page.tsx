import { useEffect } from "preact/hooks";
import { chime, wakeEarly } from "../alerts/tone";
import { CutOff } from "../board/cut_off";
import "../board/marks.css";
import { Icon } from "../components/icon";
import { Loading } from "../components/loading";
import { shortMoment, timeOfDay } from "../format";
import { listen } from "../keys";
import { cutSince } from "../live";
import { t } from "../strings";
import { badge, titled } from "../title";
import type { DeskCall, DeskMessageOut, JoinedOut } from "../wire";
import { desk, read, unread, watchDesk } from "./desk";
import "./desk.css";
import { Step } from "./step";

function Read({ message }: { message: DeskMessageOut }) {
  if (message.read_at) {
    return (
      <span class="quiet">
        {t("desk.read.at", { time: timeOfDay(Date.parse(message.read_at)) })}
      </span>
    );
  }
  return (
    <button
      type="button"
      class="button button--main"
      onClick={() => void read(message).catch(() => undefined)}
    >
      <Icon name="check" />
      {t("desk.read")}
    </button>
  );
}

function Message({ message }: { message: DeskMessageOut }) {
  return (
    <li class={message.read_at ? "note card" : "note note--new card"}>
      <p class="note__head">
        <strong>{message.by.name}</strong>
        <time dateTime={message.sent_at}>{shortMoment(message.sent_at)}</time>
      </p>
      {message.text && <p class="note__text">{message.text}</p>}
      {message.step && <Step step={message.step} own />}
      <Read message={message} />
    </li>
  );
}

/** Who speaks is named, who only listens is not. */
function joinedText({ action, name, since }: JoinedOut): string {
  const time = timeOfDay(Date.parse(since));
  return t(`desk.joined.${action}`, { name: name ?? "", time });
}

function OwnCall({ call }: { call: DeskCall }) {
  const about = [call.call.queue, call.call.customer_id].filter(Boolean).join(" · ");
  return (
    <section class="owncall card" aria-label={t("desk.call")}>
      <h2>{about || t("desk.call")}</h2>
      {call.listeners > 0 && (
        <p class="owncall__listened" role="status">
          <Icon name="volume" />
          {t("desk.listened")}
        </p>
      )}
      {call.joined.map((each) => (
        <p key={each.since} class="owncall__listened" role="status">
          <Icon name="volume" />
          {joinedText(each)}
        </p>
      ))}
      <div aria-live="polite">
        {call.step ? <Step step={call.step} own /> : <p class="quiet">{t("desk.nostep")}</p>}
      </div>
    </section>
  );
}

function Content() {
  const told = desk.value;
  if (!told) return cutSince.value === null ? <Loading /> : null;
  const unlinked = told.agent_id === null && <p class="desk__note">{t("desk.unlinked")}</p>;
  return (
    <>
      {unlinked}
      {told.calls.map((call) => (
        <OwnCall key={call.id} call={call} />
      ))}
      {told.calls.length === 0 && <p class="quiet desk__none">{t("desk.nocall")}</p>}
      <h2>{t("desk.messages")}</h2>
      {/* Private: they are for nobody else's screen, and nobody else can ask for them. */}
      <div role="log" aria-label={t("desk.messages")}>
        <ul class="notes">
          {told.messages.map((message) => (
            <Message key={message.id} message={message} />
          ))}
        </ul>
      </div>
      {told.messages.length === 0 && <p class="quiet">{t("desk.nomessage")}</p>}
    </>
  );
}

function readNext(): boolean {
  const oldest = unread.peek().at(-1);
  if (oldest) void read(oldest).catch(() => undefined);
  return oldest !== undefined;
}

/** An agent's desk: the call one is on, what one could say, and what a supervisor wrote. */
export function DeskPage() {
  useEffect(() => watchDesk(chime), []);
  useEffect(() => titled(t("desk.title")));
  useEffect(() => {
    badge.value = unread.value.length;
    return () => {
      badge.value = 0;
    };
  }, [unread.value.length]);
  useEffect(() => {
    const owner = new AbortController();
    wakeEarly(owner.signal);
    listen({ r: readNext }, owner.signal);
    return () => owner.abort();
  }, []);
  return (
    <div class="page desk">
      <div class="page__head">
        <h1>{t("desk.title")}</h1>
      </div>
      <CutOff />
      <Content />
    </div>
  );
}
