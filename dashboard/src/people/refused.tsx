import { useEffect } from "preact/hooks";
import { boardHref, deskHref } from "../router";
import { me, session, viewTold } from "../session";
import { t } from "../strings";
import { v } from "../strings/views";
import { titled } from "../title";
import type { Guarded } from "../views";
import { homeOf } from "./home";

/** In the place of a view that is not open to the reader: what it is, whom it is for, where to go. */
export function RefusedView({ view }: { view: Guarded }) {
  useEffect(() => titled(v("title")));
  const told = session.value;
  const person = me.value;
  if (!told || !person) return null;
  const roles = viewTold(view)?.roles.map((role) => t(`role.of.${role}`)) ?? [];
  const you = { name: person.name, role: t(`role.of.${person.role}`) };
  const home = homeOf(told);
  const names: Record<string, string> = {
    [deskHref]: t("desk.title"),
    [boardHref]: t("board.title"),
  };
  return (
    <section class="lost">
      <h1>{v("title")}</h1>
      <p>{v(`view.${view}`)}</p>
      <p>
        {roles.length > 0 && v("for", { roles: roles.join(", ") })}{" "}
        {told.sign_in ? v("you", you) : v("local")}
      </p>
      {told.sign_in && <p>{v("ask")}</p>}
      <a class="button" href={home}>
        {names[home] ?? t("calls.title")}
      </a>
    </section>
  );
}
