// What a panel shows while it has nothing to show: one sentence that says what will come.

/** A panel's empty state. */
export function EmptyPanel({ text }: { text: string }) {
  return <p className="pn-empty">{text}</p>;
}
