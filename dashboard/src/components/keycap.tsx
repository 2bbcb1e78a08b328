/** The key that does the same as the button it stands on; a screen reader hears it otherwise. */
export function Keycap({ name }: { name: string | number }) {
  return (
    <span class="keycap" aria-hidden="true">
      {name}
    </span>
  );
}
