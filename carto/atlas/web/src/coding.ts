/** Long lists in few characters: the page's half of `carto/atlas/coding.py`, which says what each code means. */

export type Code =
  | readonly ["list", readonly unknown[]]
  | readonly ["runs", readonly number[]]
  | readonly ["steps" | "hundredths", Code]
  | readonly ["words" | "lists", Code, Code]
  | readonly ["numbered", Code, Code, Code, Code, Code]
  | readonly ["records", Readonly<Record<string, Code>>];

/** The list a code stands for. Complexity: linear in the list. */
export function decoded(code: Code): readonly unknown[] {
  switch (code[0]) {
    case "list":
      return code[1];
    case "runs":
      return spread(code[1]);
    case "steps":
      return sums(numbers(code[1]));
    case "hundredths":
      return numbers(code[1]).map((part) => part / 100);
    case "words": {
      const words = decoded(code[1]);
      return numbers(code[2]).map((at) => words[at]);
    }
    case "lists":
      return cut(numbers(code[1]), decoded(code[2]));
    case "numbered":
      return joined(decoded(code[1]) as string[], decoded(code[2]) as string[], numbers(code[3]), numbers(code[4]), numbers(code[5]));
    case "records":
      return records(code[1]);
  }
}

function numbers(code: Code): readonly number[] {
  return decoded(code) as readonly number[];
}

function spread(runs: readonly number[]): number[] {
  const values: number[] = [];
  for (let k = 0; k < runs.length; k += 2) for (let times = runs[k + 1]!; times > 0; times--) values.push(runs[k]!);
  return values;
}

function sums(steps: readonly number[]): number[] {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

function cut(lengths: readonly number[], items: readonly unknown[]): unknown[][] {
  let from = 0;
  return lengths.map((length) => items.slice(from, (from += length)));
}

function joined(before: readonly string[], after: readonly string[], widths: readonly number[], at: readonly number[], steps: readonly number[]): string[] {
  const last = new Array<number>(before.length).fill(0);
  return at.map((stem, k) => {
    const number = (last[stem]! += steps[k]!);
    const width = widths[stem]!;
    if (width < 0) return before[stem]! + after[stem]!;
    return before[stem]! + (width ? String(number).padStart(width, "0") : number) + after[stem]!;
  });
}

function records(codes: Readonly<Record<string, Code>>): unknown[] {
  const columns = Object.entries(codes).map(([key, code]) => ({ key, values: decoded(code) }));
  const rows: Record<string, unknown>[] = [];
  for (let i = 0; i < (columns[0]?.values.length ?? 0); i++) {
    const row: Record<string, unknown> = {};
    for (const { key, values } of columns) row[key] = values[i];
    rows.push(row);
  }
  return rows;
}
