/** What a view is, for those to whom it is not open. */
export const views = {
  title: "Not open to you",
  "view.calls": "Here stand the stored calls, with their curves.",
  "view.call": "Here a stored call is heard and read, with what raised and calmed the customer.",
  "view.board": "The board shows the calls that run now, those that need somebody first.",
  "view.wall": "The wall board shows the calls that run now on a large screen.",
  "view.live": "Here a running call is followed, word by word.",
  "view.desk":
    "At their desk, agents see what they could say in their own call, and what supervisors write to them.",
  "view.rules": "Rules say when a human is called.",
  "view.microphone": "Here a microphone is tried out: what is said becomes a call.",
  "view.account": "Here you change your password and see where you are signed in.",
  "view.admin/people": "Here people are invited, and given roles and teams.",
  "view.admin/audit": "The audit log says who did what, and when.",
  "view.admin/notices": "Here stands who is told of flags outside this page.",
  "view.admin/tokens": "Here stand everybody's tokens for programs.",
  "view.admin/keys": "By ingest keys, telephone systems send running calls.",
  "view.admin/playbook": "The playbook says what agents could say at which moment.",
  "view.admin/health": "Here stands whether the service is well.",
  for: "It is for: {roles}.",
  you: "You are here as {name} ({role}).",
  local: "Nobody signs in on this site, so everybody is its administrator and nobody's agent.",
  ask: "If your work needs it, ask an administrator of this site.",
};

export type ViewKey = keyof typeof views;
export type ViewCatalogue = Record<ViewKey, string>;
