import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { route } from "../router";
import { session } from "../session";
import { t } from "../strings";
import { titled } from "../title";
import "./people.css";
import { Reset } from "./reset";
import { SetUp } from "./set_up";
import { ByLink, SignIn } from "./sign_in";

interface Props {
  title: string;
  children: ComponentChildren;
}

export function Door({ title, children }: Props) {
  useEffect(() => titled(title));
  return (
    <section class="door card">
      <h1>{title}</h1>
      {children}
    </section>
  );
}

/** What somebody sees who is not signed in: the way in. */
export function Entrance() {
  const { name, params } = route.value;
  const token = params.get("token") ?? "";
  if (name === "reset") {
    return (
      <Door title={t("reset.title")}>
        <Reset key={token} token={token} />
      </Door>
    );
  }
  if (name === "setup" || session.value?.setup) {
    return (
      <Door title={t("setup.title")}>
        <SetUp token={token} />
      </Door>
    );
  }
  return (
    <Door title={t("signin.title")}>
      {name === "sign-in" && token ? <ByLink key={token} token={token} /> : <SignIn />}
    </Door>
  );
}
