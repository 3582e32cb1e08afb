// The transport's signs and the page's own: filled shapes that lucide does not have.

interface Size {
  readonly size?: number;
}

/** The page's sign: a sheet whose later, horizontal writing runs across the earlier, vertical one. */
export function PageSign() {
  return (
    <svg width="23" height="27" viewBox="0 0 26 30" aria-hidden="true">
      <path
        d="M2.5 1.5h15.2l5.8 5.8v21.2h-21z"
        fill="var(--sheet)"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinejoin="round"
      />
      <path
        d="M7 5v20M10.2 5v20M13.4 5v20M16.6 9v16M19.8 11v14"
        stroke="var(--ghost)"
        strokeWidth="1.2"
      />
      <path
        d="M6 12h14M6 16.4h14M6 20.8h9"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
      />
    </svg>
  );
}

function Glyph({ size = 16, path }: Size & { path: string }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={path} fill="currentColor" />
    </svg>
  );
}

export function PlaySign({ size = 14 }: Size) {
  return (
    <Glyph
      size={size}
      path="M4 2.6v10.8a.6.6 0 0 0 .92.5l8.3-5.4a.6.6 0 0 0 0-1L4.92 2.1A.6.6 0 0 0 4 2.6z"
    />
  );
}

export function PauseSign({ size = 14 }: Size) {
  return <Glyph size={size} path="M4 2.5h2.6v11H4zM9.4 2.5H12v11H9.4z" />;
}

export function StepSign({ size = 16 }: Size) {
  return <Glyph size={size} path="M3 3v10l7-5zM11 3h2v10h-2z" />;
}

export function StopSign({ size = 16 }: Size) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <rect x="3.5" y="3.5" width="9" height="9" rx="1.2" fill="currentColor" />
    </svg>
  );
}

export function ResetSign({ size = 16 }: Size) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path
        d="M3.2 6.2A5.2 5.2 0 1 1 2.8 9M3 2.6v3.8h3.8"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
