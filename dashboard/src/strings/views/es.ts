import type { ViewCatalogue } from "./en";

export const views: ViewCatalogue = {
  title: "No tiene acceso",
  "view.calls": "Aquí están las llamadas guardadas, con sus curvas.",
  "view.call":
    "Aquí se oye y se lee una llamada guardada, con lo que alteró y lo que calmó al cliente.",
  "view.board":
    "El panel en vivo muestra las llamadas en curso, primero las que necesitan a alguien.",
  "view.wall": "El panel mural muestra las llamadas en curso en una pantalla grande.",
  "view.live": "Aquí se sigue una llamada en curso, palabra por palabra.",
  "view.desk":
    "En su puesto, los agentes ven lo que podrían decir en su llamada y lo que les escriben sus supervisores.",
  "view.rules": "Las reglas dicen cuándo hay que avisar a una persona.",
  "view.microphone": "Aquí se prueba un micrófono: lo que se dice se convierte en una llamada.",
  "view.account": "Aquí cambia su contraseña y ve dónde ha iniciado sesión.",
  "view.admin/people": "Aquí se invita a personas y se les dan funciones y equipos.",
  "view.admin/audit": "El registro de auditoría dice quién hizo qué y cuándo.",
  "view.admin/notices": "Aquí se decide a quién se informa de los avisos fuera de esta página.",
  "view.admin/tokens": "Aquí están los tokens para programas de todas las personas.",
  "view.admin/keys": "Con claves de entrada, las centralitas envían llamadas en curso.",
  "view.admin/playbook": "El guion indica lo que los agentes podrían decir en cada momento.",
  "view.admin/health": "Aquí se ve si el servicio funciona bien.",
  for: "Está pensado para: {roles}.",
  you: "Está aquí como {name} ({role}).",
  local: "En este sitio nadie inicia sesión: todos lo administran y nadie es aquí agente.",
  ask: "Si su trabajo lo necesita, pídalo a quien administra este sitio.",
};
