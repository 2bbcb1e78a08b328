/** One stroke family of icons, 16 × 16. Drawn for this page. */
const PATHS = {
  alert: "M8 2.2 14.4 13.5H1.6Z M8 6.3v3.2 M8 11.6v.1",
  back: "M9.5 3.5 5 8l4.5 4.5",
  check: "M3 8.5 6.5 12 13 4.5",
  chevron: "M4 6.2 8 10.2l4-4",
  close: "M4 4l8 8 M12 4l-8 8",
  copy: "M6.6 9.4a2.6 2.6 0 0 0 3.8.2l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7l-.9.9 M9.4 6.6a2.6 2.6 0 0 0-3.8-.2L3.4 8.6a2.6 2.6 0 0 0 3.7 3.7l.9-.9",
  export: "M8 2.5v7 M5 6.8 8 9.8l3-3 M2.8 11v2.2h10.4V11",
  file: "M4 1.8h5.2L12.5 5v9.2H4Z M9 2v3.3h3.3",
  follow: "M8 2.5v9 M4.6 8.3 8 11.7l3.4-3.4 M3.5 14h9",
  forward: "M8.2 3.6A5 5 0 1 0 13 8.5 M8 1.4l2.6 2.2L8 5.9",
  help: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 1 0 8 1.8 M6.2 6.3c.2-2.3 3.7-2.2 3.6 0 0 1.5-1.8 1.5-1.8 3 M8 11.4v.1",
  language:
    "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 1 0 8 1.8 M1.9 8h12.2 M8 1.8c-4 3.6-4 8.8 0 12.4 4-3.6 4-8.8 0-12.4",
  minus: "M3.5 8h9",
  moon: "M13.4 9.6A5.8 5.8 0 1 1 6.4 2.6a4.6 4.6 0 0 0 7 7Z",
  mute: "M2.5 6.2v3.6h2.3L8 12.4V3.6L4.8 6.2Z M10.8 6.4l3 3.2 M13.8 6.4l-3 3.2",
  next: "M4 3.6 10 8l-6 4.4Z M12 3.6v8.8",
  pause: "M5.2 3.2v9.6 M10.8 3.2v9.6",
  play: "M4.8 2.9 12.8 8l-8 5.1Z",
  plus: "M8 3.5v9 M3.5 8h9",
  previous: "M12 3.6 6 8l6 4.4Z M4 3.6v8.8",
  swap: "M3 5.5h9 M9.5 3l2.5 2.5L9.5 8 M13 10.5H4 M6.5 8L4 10.5 6.5 13",
  again: "M13 8a5 5 0 1 1-1.5-3.6 M11.8 1.8v2.9H8.9",
  rewind: "M7.8 3.6A5 5 0 1 1 3 8.5 M8 1.4 5.4 3.6 8 5.9",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 1 0 0-9 M10.4 10.4l3.4 3.4",
  silence: "M1.8 8h1.8 M5 5.2v5.6 M7.4 8h1.4 M10.4 4v8 M12.6 6.4v3.2 M14.4 8h.1",
  sun: "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 1 0 0-5.6 M8 1.4v1.4 M8 13.2v1.4 M1.4 8h1.4 M13.2 8h1.4 M3.3 3.3l1 1 M11.7 11.7l1 1 M12.7 3.3l-1 1 M4.3 11.7l-1 1",
  system: "M2 3h12v8H2Z M6 13.6h4 M8 11v2.4",
  upload: "M8 10.5v-7 M4.8 6.4 8 3.2l3.2 3.2 M2.8 11v2.2h10.4V11",
  volume:
    "M2.5 6.2v3.6h2.3L8 12.4V3.6L4.8 6.2Z M10.4 6c1 1.2 1 2.8 0 4 M12.2 4.300c2 2.2 2 5.2 0 7.4",
  fit: "M2.5 5.500V2.500h3 M13.5 5.500V2.500h-3 M2.5 10.500v3h3 M13.5 10.500v3h-3",
} as const;

export type IconName = keyof typeof PATHS;
const SOLID: readonly IconName[] = ["play", "next", "previous"];

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class={SOLID.includes(name) ? "icon icon--solid" : "icon"}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
