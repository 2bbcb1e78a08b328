import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { Loading } from "./loading";
import { ProblemBox } from "./problem";

/** A component whose code is loaded when it is first shown. */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>) {
  let loaded: ComponentType<P> | null = null;
  return function Late(props: P) {
    const ready = useSignal(loaded !== null);
    const failed = useSignal(false);
    useEffect(() => {
      load().then(
        (component) => {
          loaded = component;
          ready.value = true;
        },
        () => {
          failed.value = true;
        },
      );
    }, []);
    if (failed.value) return <ProblemBox problem={{ code: "offline", message: "", fix: "" }} />;
    const Component = ready.value ? loaded : null;
    return Component ? <Component {...props} /> : <Loading />;
  };
}
