import { microphoneHref } from "../router";
import { site } from "../site";
import { t } from "../strings";

/** What the board shows while no call runs: how a phone line, or a recording, comes in. */
export function Empty() {
  const told = site.value;
  return (
    <section class="empty">
      <svg class="empty__curve" viewBox="0 0 480 72" aria-hidden="true">
        <path class="board__flat" d="M0 44H150" />
        <path
          class="empty__line"
          d="M150 44c20 0 24-20 36-20s14 36 28 36 20-50 36-50 20 42 34 42 14-8 26-8"
        />
        <circle class="board__dot" cx="310" cy="44" r="5" />
        <path class="board__ahead" d="M326 44H480" />
      </svg>
      <h2>{t("board.empty.title")}</h2>
      <p class="empty__text">{t("board.empty.text")}</p>
      <ol class="empty__steps">
        <li>
          <strong>{t("board.empty.feed")}</strong>
          <p>{t("board.empty.feed.text")}</p>
          <code class="board__code">voicemon keys add NAME</code>
          {told?.live_url && <code class="board__code">{`${told.live_url}/KEY`}</code>}
        </li>
        <li>
          <strong>{t("board.empty.replay")}</strong>
          <p>{t("board.empty.replay.text")}</p>
          <code class="board__code">{told?.replay || "voicemon replay call.wav"}</code>
          <p class="empty__mic">
            <a href={microphoneHref}>{t("board.empty.mic")}</a>
          </p>
        </li>
        <li>
          <strong>{t("board.empty.watch")}</strong>
          <p>{t("board.empty.watch.text")}</p>
        </li>
      </ol>
    </section>
  );
}

export function Closed() {
  const [before, command, after] = t("board.closed.text").split("`");
  return (
    <section class="empty">
      <h2>{t("board.closed.title")}</h2>
      <p class="empty__text">
        {before}
        <code>{command}</code>
        {after}
      </p>
    </section>
  );
}
