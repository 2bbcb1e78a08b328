import { connected, pulse } from "../live";
import { slim } from "../narrow";
import { AccountMenu } from "../people/menu";
import { adminHref, boardHref, callsHref, deskHref, route, rulesHref } from "../router";
import { mayOpen, outside, signedIn } from "../session";
import { site } from "../site";
import { count, LANGUAGES, type Language, language, speak, t } from "../strings";
import { nextTheme, theme } from "../theme";
import { openTabs } from "../views";
import type { View } from "../wire";
import { openHelp } from "./help";
import { Icon } from "./icon";
import { Menu } from "./menu";

const THEME_ICONS = { system: "system", light: "sun", dark: "moon" } as const;

function LiveMark() {
  const text = connected.value ? t("app.live") : t("app.polling");
  return (
    <span class={connected.value ? "live live--on" : "live"} title={text}>
      <span class="live__dot" aria-hidden="true" />
      <span class={connected.value ? "live__word" : "hidden"}>{text}</span>
    </span>
  );
}

/** How many calls run now; it stands out while one of them has an open flag of severity act. */
function Running() {
  const told = pulse.value;
  if (!told?.calls || !connected.value) return null;
  return (
    <span class={told.act ? "running running--act" : "running"}>
      <span aria-hidden="true">{told.calls.toLocaleString(language.value)}</span>
      <span class="hidden">{` ${count("app.board.count", told.calls)}`}</span>
    </span>
  );
}

function LanguagePicker() {
  return (
    <label class="tool tool--select">
      <Icon name="language" />
      <span class="hidden">{t("app.language")}</span>
      <select
        value={language.value}
        onChange={(event) => void speak(event.currentTarget.value as Language)}
      >
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface Place {
  href: string;
  text: string;
  view: View;
  /** The views it stands for. */
  names: readonly string[];
}

function places(): Place[] {
  return [
    { href: callsHref(), text: t("app.calls"), view: "calls", names: ["calls", "call"] },
    {
      href: boardHref,
      text: t("app.board"),
      view: "board",
      names: ["board", "live"],
    },
    { href: rulesHref, text: t("app.rules"), view: "rules", names: ["rules"] },
    { href: deskHref, text: t("app.desk"), view: "desk", names: ["desk"] },
  ];
}

function Nav() {
  const here = route.value.name;
  const links = places()
    .filter(({ view }) => mayOpen(view))
    .map(({ href, text, names }) => (
      <a key={href} href={href} aria-current={names.includes(here) ? "page" : undefined}>
        {text}
        {href === boardHref && <Running />}
      </a>
    ));
  return (
    <nav class="header__nav" aria-label={t("app.name")}>
      {slim.value ? (
        <Menu label={t("app.menu")} icon="list" mark={mayOpen("board") && <Running />}>
          {links}
        </Menu>
      ) : (
        links
      )}
    </nav>
  );
}

/** Where nobody signs in there is no account's menu to hold it. */
function AdminLink() {
  if (outside.value || signedIn.value || openTabs().length === 0) return null;
  const text = t("app.admin");
  const here = route.value.name === "admin" ? "page" : undefined;
  return (
    <a class="tool" href={adminHref()} title={text} aria-label={text} aria-current={here}>
      <Icon name="sliders" />
    </a>
  );
}

export function Header() {
  const themeText = t("app.theme", { theme: t(`app.theme.${theme.value}`) });
  return (
    <header class="header">
      <a class="header__logo" href={callsHref()}>
        <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
          <rect width="32" height="32" rx="8" class="logo__tile" />
          <path d="M6 20c3 0 3.4-3 5-3s2 6 4 6 3-14 5.2-14S23 17 26 17" class="logo__line" />
        </svg>
        <span>{t("app.name")}</span>
      </a>
      {!outside.value && <Nav />}
      <div class="header__tools">
        {site.value?.demo && <span class="demo">{t("app.demo")}</span>}
        {!outside.value && <LiveMark />}
        <AdminLink />
        <AccountMenu />
        <LanguagePicker />
        <button
          type="button"
          class="tool"
          title={themeText}
          aria-label={themeText}
          onClick={nextTheme}
        >
          <Icon name={THEME_ICONS[theme.value]} />
        </button>
        <button
          type="button"
          class="tool"
          title={t("app.help")}
          aria-label={t("app.help")}
          onClick={openHelp}
        >
          <Icon name="help" />
        </button>
      </div>
    </header>
  );
}
