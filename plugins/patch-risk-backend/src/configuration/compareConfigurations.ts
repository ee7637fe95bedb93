import { diffArrays } from 'diff';
import { isIgnoredLine } from './isIgnoredLine';

/** Edits that are looked for; two texts further apart are not laid side by side. */
const MOST_EDITS = 4_000;
const LONGEST_MS = 5_000;
const CONTEXT = 3;
const SHOWN_LINES = 2_000;
const SHOWN_CHARACTERS = 500;

type Line = { kind: 'same' | 'added' | 'removed'; text: string };

/** Lines that differ, with a few around them. */
export interface ComparedHunk {
  /** First line of it in the older and the newer one, from 1. */
  fromLine: number;
  toLine: number;
  lines: Line[];
}

/** Two configurations laid side by side. */
export interface ComparedConfigurations {
  added: number;
  removed: number;
  /** Too different to be laid side by side. */
  isCoarse: boolean;
  /** There is more than the hunks show. */
  isCut: boolean;
  hunks: ComparedHunk[];
}

interface Part {
  kind: Line['kind'];
  lines: string[];
}

/** What both begin and end with is the same; what lies between is replaced. */
function coarse(from: readonly string[], to: readonly string[]): Part[] {
  const shorter = Math.min(from.length, to.length);
  let head = 0;
  while (head < shorter && from[head] === to[head]) {
    head += 1;
  }
  let tail = 0;
  while (
    tail < shorter - head &&
    from[from.length - 1 - tail] === to[to.length - 1 - tail]
  ) {
    tail += 1;
  }
  return [
    { kind: 'same', lines: from.slice(0, head) },
    { kind: 'removed', lines: from.slice(head, from.length - tail) },
    { kind: 'added', lines: to.slice(head, to.length - tail) },
    { kind: 'same', lines: from.slice(from.length - tail) },
  ];
}

function hunksOf(parts: readonly Part[]): {
  hunks: ComparedHunk[];
  isCut: boolean;
} {
  const hunks: ComparedHunk[] = [];
  let shown = 0;
  let isCut = false;
  let fromLine = 1;
  let toLine = 1;
  let hunk: ComparedHunk | undefined;
  const add = (kind: Line['kind'], lines: readonly string[]) => {
    for (const text of lines) {
      if (shown >= SHOWN_LINES) {
        isCut = true;
        return;
      }
      shown += 1;
      hunk?.lines.push({ kind, text: text.slice(0, SHOWN_CHARACTERS) });
    }
  };
  const open = (before: readonly string[]) => {
    if (!hunk) {
      const context = before.slice(-CONTEXT);
      hunk = {
        fromLine: fromLine - context.length,
        toLine: toLine - context.length,
        lines: [],
      };
      hunks.push(hunk);
      add('same', context);
    }
  };
  let before: readonly string[] = [];
  for (const { kind, lines } of parts) {
    if (lines.length === 0) {
      continue;
    }
    if (kind === 'same') {
      if (hunk && lines.length <= 2 * CONTEXT) {
        add('same', lines);
      } else {
        if (hunk) {
          add('same', lines.slice(0, CONTEXT));
        }
        hunk = undefined;
      }
      before = lines;
      fromLine += lines.length;
      toLine += lines.length;
    } else {
      open(before);
      add(kind, lines);
      before = [];
      fromLine += kind === 'removed' ? lines.length : 0;
      toLine += kind === 'added' ? lines.length : 0;
    }
  }
  return { hunks, isCut };
}

/**
 * Worker task `compare-configurations`: the difference of two snapshots, line by line, without the lines that are
 * ignored. Its effort is bounded.
 */
export async function compareConfigurations(input: {
  from: string;
  to: string;
  /** Sources of patterns. */
  ignore: string[];
}): Promise<ComparedConfigurations> {
  const ignored = isIgnoredLine(input.ignore);
  const [from, to] = [input.from, input.to].map(text =>
    text === '' ? [] : text.split('\n').filter(line => !ignored(line)),
  );
  const found = diffArrays(from, to, {
    maxEditLength: MOST_EDITS,
    timeout: LONGEST_MS,
  });
  const parts: Part[] = found
    ? found.map(part => {
        const changed = part.added ? 'added' : 'removed';
        return {
          kind: part.added || part.removed ? changed : 'same',
          lines: part.value,
        };
      })
    : coarse(from, to);
  const count = (wanted: Line['kind']) =>
    parts.reduce(
      (sum, { kind, lines }) => sum + (kind === wanted ? lines.length : 0),
      0,
    );
  return {
    added: count('added'),
    removed: count('removed'),
    isCoarse: !found,
    ...hunksOf(parts),
  };
}
