import type { listen as en } from "./en";

export const listen: Record<keyof typeof en, string> = {
  "listen.title": "Mithören",
  "listen.start": "Mithören",
  "listen.stop": "Mithören beenden",
  "listen.opening": "Verbindung wird aufgebaut …",
  "listen.behind": "{s} s Verzug",
  "listen.waiting": "Wartet auf Ton",
  "listen.paused": "Der Anruf pausiert: Nichts wird aufgezeichnet, nichts ist zu hören.",
  "listen.cut": "Verbindung unterbrochen; das Mithören geht weiter, sobald sie wieder steht.",
  "listen.mute": "Stumm schalten",
  "listen.unmute": "Ton einschalten",
  "listen.shown": "Dem Agenten wird angezeigt, dass jemand mithört.",
  "listen.hidden": "Dem Agenten wird es nicht angezeigt. Es wird im Prüfprotokoll vermerkt.",
  "listen.ended": "Das Mithören ist beendet: {reason}.",
  "listen.end.cut": "die Verbindung ging verloren",
  "listen.end.forbidden": "dieser Anruf ist für Sie nicht mehr zugänglich",
  "listen.end.broken": "ein Fehler im Dienst",
  "listen.offline": "Es besteht keine Verbindung zum Dienst.",
  "listen.broken":
    "Dieser Browser konnte den Ton nicht abspielen, oder der Dienst antwortete nicht. Versuchen Sie es erneut.",
  "keys.listen": "Mithören oder damit aufhören",
};
