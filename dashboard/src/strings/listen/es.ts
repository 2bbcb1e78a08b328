import type { listen as en } from "./en";

export const listen: Record<keyof typeof en, string> = {
  "listen.title": "Escucha en directo",
  "listen.start": "Escuchar la llamada",
  "listen.stop": "Dejar de escuchar",
  "listen.opening": "Conectando…",
  "listen.behind": "{s} s de retraso",
  "listen.waiting": "Esperando el sonido",
  "listen.paused": "La llamada está en pausa: no se graba ni se oye nada.",
  "listen.cut": "Se perdió la conexión; la escucha seguirá cuando vuelva.",
  "listen.mute": "Silenciar",
  "listen.unmute": "Activar el sonido",
  "listen.shown": "Se avisa al agente de que alguien escucha.",
  "listen.hidden": "No se avisa al agente. Queda en el registro de auditoría.",
  "listen.ended": "La escucha ha terminado: {reason}.",
  "listen.end.cut": "se perdió la conexión",
  "listen.end.forbidden": "ya no tiene acceso a esta llamada",
  "listen.end.broken": "un fallo del servicio",
  "listen.offline": "No hay conexión con el servicio.",
  "listen.broken":
    "Este navegador no pudo reproducir el sonido, o el servicio no respondió. Inténtelo de nuevo.",
  "keys.listen": "Escuchar o dejar de hacerlo",
};
