import type { ViewCatalogue } from "./en";

export const views: ViewCatalogue = {
  title: "Für Sie nicht freigegeben",
  "view.calls": "Hier stehen die gespeicherten Anrufe mit ihren Kurven.",
  "view.call":
    "Hier wird ein gespeicherter Anruf gehört und gelesen, mit allem, was den Kunden aufgebracht und beruhigt hat.",
  "view.board": "Die Live-Übersicht zeigt die laufenden Anrufe, die dringendsten zuerst.",
  "view.wall": "Das Wallboard zeigt die laufenden Anrufe auf einem großen Bildschirm.",
  "view.live": "Hier verfolgt man einen laufenden Anruf Wort für Wort.",
  "view.desk":
    "An ihrem Arbeitsplatz sehen Agenten, was sie in ihrem Gespräch sagen könnten und was die Teamleitung ihnen schreibt.",
  "view.rules": "Regeln legen fest, wann ein Mensch gerufen wird.",
  "view.microphone": "Hier probiert man ein Mikrofon aus: Was gesagt wird, wird zu einem Anruf.",
  "view.account": "Hier ändern Sie Ihr Passwort und sehen, wo Sie angemeldet sind.",
  "view.admin/people": "Hier werden Personen eingeladen und bekommen Rollen und Teams.",
  "view.admin/audit": "Das Prüfprotokoll hält fest, wer wann was getan hat.",
  "view.admin/notices": "Hier wird eingestellt, wer außerhalb dieser Seite von Hinweisen erfährt.",
  "view.admin/tokens": "Hier stehen die Token aller Personen für Programme.",
  "view.admin/keys": "Mit Eingangsschlüsseln senden Telefonanlagen laufende Anrufe.",
  "view.admin/playbook":
    "Der Gesprächsleitfaden gibt an, was Agenten in welchem Moment sagen könnten.",
  "view.admin/health": "Hier steht, ob der Dienst störungsfrei läuft.",
  for: "Gedacht für: {roles}.",
  you: "Sie sind hier als {name} ({role}).",
  local: "Auf dieser Seite meldet sich niemand an; alle verwalten sie, und niemand ist hier Agent.",
  ask: "Wenn Sie es für Ihre Arbeit brauchen, wenden Sie sich an die Verwaltung.",
};
