import { api } from "../api";
import { megabytes } from "../format";
import { lookup, t } from "../strings";
import { a } from "../strings/admin";
import { useAsked } from "./asked";
import { Shown } from "./parts";

const MB = 1e6;
const all = async () => ({ health: await api.health(), site: await api.site() });

/** Whether the parts the server stands on are well, and what it judges with. */
export function HealthTab() {
  const asked = useAsked(all);
  const said = (text: string) => (text === "ok" ? a("health.good") : text);
  return (
    <section class="panel card" aria-labelledby="health-title">
      <h2 id="health-title">{a("tab.health")}</h2>
      <Shown asked={asked}>
        {({ health, site }) => (
          <>
            <p role="status">{a(`health.${health.status}`)}</p>
            <dl class="admin__facts">
              {[
                [a("health.database"), said(health.database)],
                [a("health.audio"), said(health.audio)],
                [a("health.free"), megabytes(health.free_mb * MB)],
                [a("health.jobs"), String(health.jobs_waiting)],
                [a("health.version"), site.version],
                [a("health.zone"), site.time_zone],
              ].map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            <h3>{a("health.models")}</h3>
            <dl class="admin__facts">
              {Object.entries(site.models).map(([name, model]) => (
                <div key={name}>
                  <dt>{lookup(`use.${name}`) ?? name}</dt>
                  <dd>{model === "none" ? t("use.none") : model}</dd>
                </div>
              ))}
            </dl>
          </>
        )}
      </Shown>
    </section>
  );
}
