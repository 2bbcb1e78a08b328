import { useSignal, useSignalEffect } from "@preact/signals";
import type { ComponentType } from "preact";
import { connected } from "../live";
import { Loading } from "./loading";
import { ProblemBox } from "./problem";

/** A component whose code is loaded when it is first shown, or once the server is there again; a
 * newer voicemon may have other files, which a new page knows.
 */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>) {
  let loaded: ComponentType<P> | null = null;
  return function Late(props: P) {
    const ready = useSignal(loaded !== null);
    const failed = useSignal(false);
    useSignalEffect(() => {
      if (ready.peek() || (failed.value && !connected.value)) return;
      load().then(
        (component) => {
          loaded = component;
          failed.value = false;
          ready.value = true;
        },
        () => {
          failed.value = true;
        },
      );
    });
    if (failed.value) {
      const problem = { code: "offline", message: "", fix: "" };
      return <ProblemBox problem={problem} retry={() => location.reload()} />;
    }
    const Component = ready.value ? loaded : null;
    return Component ? <Component {...props} /> : <Loading />;
  };
}
