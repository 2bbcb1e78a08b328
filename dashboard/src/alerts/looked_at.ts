/** Whether some window of this browser is looked at: who looks at one sees there what is new. */

const CHANNEL = "voicemon.looked_at";
const ASK = "?";
const YES = "yes";
/** A window that is looked at answers at once. */
const PATIENCE_MS = 300;

/** A browser that keeps windows apart has none beside this one. */
function open(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return null;
  }
}

/** Answer the other windows until the returned function is called. */
export function answerWindows(): () => void {
  const channel = open();
  channel?.addEventListener("message", ({ data }) => {
    if (data === ASK && document.hasFocus()) channel.postMessage(YES);
  });
  return () => channel?.close();
}

function anotherIs(channel: BroadcastChannel): Promise<boolean> {
  return new Promise((resolve) => {
    channel.addEventListener("message", ({ data }) => {
      if (data === YES) resolve(true);
    });
    setTimeout(() => resolve(false), PATIENCE_MS);
    channel.postMessage(ASK);
  });
}

export async function lookedAt(): Promise<boolean> {
  if (document.hasFocus()) return true;
  const channel = open();
  return channel ? anotherIs(channel).finally(() => channel.close()) : false;
}
