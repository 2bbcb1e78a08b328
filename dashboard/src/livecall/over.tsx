import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api } from "../api";
import { endText } from "../board/parts";
import { Icon } from "../components/icon";
import { changed, missed } from "../live";
import { boardHref, callHref } from "../router";
import { t } from "../strings";

/** Whether the call is stored: null until that is known. */
function useStored(id: string): Signal<boolean | null> {
  const stored = useSignal<boolean | null>(null);
  const look = () =>
    api.call(id, null).then(
      () => {
        stored.value = true;
      },
      () => {
        stored.value ??= false;
      },
    );
  useEffect(() => void look(), [id]);
  useSignalEffect(() => {
    if (changed.value?.id === id) stored.value = true;
    else if (missed.value > 0 && stored.peek() === false) void look();
  });
  return stored;
}

interface Props {
  id: string;
  /** Why it ended; empty where that is not known. */
  reason: string;
  /** Whether this page saw the call run. */
  seen: boolean;
}

/** The call is over: why, and where it is kept. */
export function Over({ id, reason, seen }: Props) {
  const stored = useStored(id);
  const known = seen || stored.value;
  const title = reason ? t("live.ended", { reason: endText(reason) }) : t("live.over");
  return (
    <div class="over card" role="status">
      <Icon name={known ? "check" : "alert"} />
      <p>
        <strong>{known || stored.value === null ? title : t("live.unknown")}</strong>{" "}
        {seen && !stored.value && t("live.storing")}
      </p>
      {!seen && (
        <a class="button" href={boardHref}>
          <Icon name="back" />
          {t("live.back")}
        </a>
      )}
      {stored.value && (
        <a class="button button--main" href={callHref(id)}>
          {t("live.stored")}
        </a>
      )}
    </div>
  );
}
