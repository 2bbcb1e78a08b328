import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../components/icon";
import { listen } from "../keys";
import { type Route, route } from "../router";
import { t } from "../strings";
import { add } from "./queue";

let input: HTMLInputElement | null = null;

/** Let the reader choose recordings. */
export function chooseFiles(): void {
  input?.click();
}

/** Where flags are moved the same key takes a move back. */
const MOVING: readonly Route["name"][] = ["board", "live"];
const chooseByKey = () => !MOVING.includes(route.peek().name) && chooseFiles();

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** The whole page takes dropped files; the file chooser lives here too. */
export function DropZone() {
  const over = useSignal(false);
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input = ref.current;
    const owner = new AbortController();
    const { signal } = owner;
    let depth = 0; // dragenter and dragleave come for every element passed
    const show = (change: number) => {
      depth = Math.max(0, depth + change);
      over.value = depth > 0;
    };
    addEventListener("dragenter", (event) => carriesFiles(event) && show(1), { signal });
    addEventListener("dragleave", (event) => carriesFiles(event) && show(-1), { signal });
    addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault(), {
      signal,
    });
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      show(-depth);
      add(event.dataTransfer?.files ?? []);
    };
    addEventListener("drop", onDrop, { signal });
    listen({ u: chooseByKey }, signal);
    return () => owner.abort();
  }, []);
  return (
    <>
      <input
        ref={ref}
        hidden
        type="file"
        multiple
        accept="audio/*,video/*,.flac,.amr,.opus,.gsm"
        onChange={(event) => {
          add(event.currentTarget.files ?? []);
          event.currentTarget.value = "";
        }}
      />
      {over.value && (
        <div class="dropping" aria-hidden="true">
          <div class="dropping__box">
            <Icon name="upload" />
            {t("upload.drop.now")}
          </div>
        </div>
      )}
    </>
  );
}
