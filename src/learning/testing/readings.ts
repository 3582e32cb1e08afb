// For tests: readings of a task's lines that owe nothing to the code that writes them.

/** Checks lines under `<task>` and `<identity>` against each other: every digit has one image, and no two have the same. */
export function oneBijection(): (line: string) => boolean {
  const images = new Map<string, string>();
  return (line) => {
    const [, word, answer, again] = /^(?:<task><identity>|<identity><task>)(\d+)=(\d+)=(\d+)$/.exec(
      line,
    )!;
    for (const [i, digit] of [...word!].entries()) {
      if (!images.has(digit)) images.set(digit, again![i]!);
    }
    const image = [...word!].map((digit) => images.get(digit)).join('');
    const middle = line.startsWith('<identity>') ? image : word;
    return answer === middle && again === image && new Set(images.values()).size === images.size;
  };
}

/** Whether a line sorts a word of the i-th five letters by its first one. */
export const classHolds =
  (i: number) =>
  (line: string): boolean => {
    const [, word, label] = /^<task>([a-y]{5})=(\d)$/.exec(line)!;
    const places = [...word!].map((letter) => letter.charCodeAt(0) - 97 - 5 * i);
    return places.every((p) => p >= 0 && p < 5) && Number(label) === 2 * i + (places[0]! % 2);
  };

/** Whether a line answers four digits with one of the first `count` digits of the last one's parity. */
export const parityHolds =
  (count: number) =>
  (line: string): boolean => {
    const [, last, answer] = /^<m>\d{3}(\d)=(\d)$/.exec(line)!.map(Number) as [
      number,
      number,
      number,
    ];
    return last % 2 === answer % 2 && answer < 2 * count;
  };
