/** Listening in to a running call. */
export const listen = {
  "listen.title": "Listening in",
  "listen.start": "Listen in",
  "listen.stop": "Stop listening",
  "listen.opening": "Connecting…",
  "listen.behind": "{s} s behind",
  "listen.waiting": "Waiting for sound",
  "listen.paused": "The call is paused: nothing is recorded, nothing is heard.",
  "listen.cut": "Connection lost; listening goes on when it is back.",
  "listen.mute": "Mute",
  "listen.unmute": "Unmute",
  "listen.shown": "The agent is told that somebody listens.",
  "listen.hidden": "The agent is not told. It stands in the audit log.",
  "listen.ended": "Listening has ended: {reason}.",
  "listen.end.cut": "the connection was lost",
  "listen.end.forbidden": "this call is not open to you any more",
  "listen.end.broken": "a fault in the service",
  "listen.offline": "There is no connection to the service.",
  "listen.broken":
    "This browser could not play the sound, or the service did not answer. Try again.",
  "keys.listen": "Listen in, or stop",
};
