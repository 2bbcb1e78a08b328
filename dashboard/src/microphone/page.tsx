import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ownProblem } from "../api";
import { ProblemBox } from "../components/problem";
import { boardHref, callHref, liveHref } from "../router";
import { mayOpen } from "../session";
import { type Key, t } from "../strings";
import "./microphone.css";
import { callId, level, type Speaker, start, state, stop, trouble } from "./talk";

const SPEAKERS: [Speaker, Key][] = [
  ["customer", "role.customer"],
  ["agent", "role.agent"],
  ["unknown", "mic.speaker.unknown"],
];
/** Softer is empty; a meter in decibels shows speech in its middle. */
const FLOOR_DB = -60;

export function MicrophonePage() {
  const device = useSignal("");
  const speaker = useSignal<Speaker>("customer");
  const busy = state.value === "starting" || state.value === "running";
  return (
    <section class="card mic">
      <h1>{t("mic.title")}</h1>
      <p>{t("mic.text")}</p>
      <Devices value={device.value} disabled={busy} set={(id) => (device.value = id)} />
      <fieldset class="mic__who" disabled={busy}>
        <legend>{t("mic.speaker")}</legend>
        {SPEAKERS.map(([name, key]) => (
          <label key={name}>
            <input
              type="radio"
              name="speaker"
              checked={speaker.value === name}
              onChange={() => (speaker.value = name)}
            />
            {t(key)}
          </label>
        ))}
      </fieldset>
      {speaker.value === "unknown" && <p class="quiet">{t("mic.speaker.withheld")}</p>}
      <Meter />
      <div class="mic__act">
        {state.value === "running" ? (
          <button type="button" class="button button--main" onClick={() => void stop()}>
            {t("mic.stop")}
          </button>
        ) : (
          <button
            type="button"
            class="button button--main"
            disabled={busy}
            onClick={() => void start(device.value, speaker.value)}
          >
            {t("mic.start")}
          </button>
        )}
        <Where />
      </div>
      <Trouble />
    </section>
  );
}

interface DevicesProps {
  value: string;
  disabled: boolean;
  set: (id: string) => void;
}

/** Browsers name the devices only once the microphone was allowed. */
function Devices({ value, disabled, set }: DevicesProps) {
  const found = useSignal<MediaDeviceInfo[]>([]);
  const look = async () => {
    const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    const named = all.filter((each) => each.kind === "audioinput" && each.deviceId && each.label);
    found.value = named.filter((each) => each.deviceId !== "default");
  };
  useEffect(() => {
    void look();
    navigator.mediaDevices?.addEventListener("devicechange", look);
    return () => navigator.mediaDevices?.removeEventListener("devicechange", look);
  }, [state.value]);
  return (
    <label class="field">
      <span class="field__name">{t("mic.device")}</span>
      <select
        value={value}
        disabled={disabled}
        onChange={(event) => set(event.currentTarget.value)}
      >
        <option value="">{t("mic.device.default")}</option>
        {found.value.map((each) => (
          <option key={each.deviceId} value={each.deviceId}>
            {each.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Meter() {
  const db = level.value > 0 ? 20 * Math.log10(level.value) : FLOOR_DB;
  const percent = Math.round(100 * Math.max(0, 1 - db / FLOOR_DB));
  return (
    <div class="mic__level">
      <span class="field__name">{t("mic.level")}</span>
      <meter class="mic__meter" aria-label={t("mic.level")} min={0} max={100} value={percent} />
    </div>
  );
}

/** Where the call goes on: who may not follow running calls finds it when it is stored. */
function Where() {
  const follows = mayOpen("live");
  const over = follows ? liveHref(callId.value) : callHref(callId.value);
  return (
    <p role="status">
      {state.value === "running" && !follows && t("mic.live")}
      {state.value === "running" && follows && (
        <>
          <a href={liveHref(callId.value)}>{t("mic.live")}</a> {t("mic.goes_on")}{" "}
          <a href={boardHref}>{t("app.board")}</a>
        </>
      )}
      {state.value === "stopped" && (
        <>
          {t("mic.over")} <a href={over}>{t("calls.col.call")}</a>
        </>
      )}
    </p>
  );
}

function Trouble() {
  const said = trouble.value;
  if (!said) return null;
  if (typeof said !== "string") return <ProblemBox problem={said} />;
  return <ProblemBox problem={ownProblem(said, t(said), t(`${said}.fix`))} />;
}
