// What is shown of a file in one view, row by row. Lines are counted from 0 here.

// Unchanged lines around a change, and the fewest that are worth folding.
const context = 3;
const least = 4;

export const same = 0, removed = 1, added = 2, replaced = 3;

// The old lines are sent only where they differ.
export function oldLines(file) {
  const lines = new Map();
  let next = 0;
  for (const [kind, low, high] of file.changes) {
    if (kind === same) continue;
    for (let line = low; line < high; line++) lines.set(line, file.old[next++]);
  }
  return lines;
}

// `opened` has the indices of folds that were opened, and "all" for a file that is folded whole.
export function build(file, view, opened) {
  if (file.folded && !opened.has("all")) {
    return { rows: [{ kind: "fold", key: "all", text: file.folded }], changes: [] };
  }
  return view === "whole" ? whole(file) : compared(file, view === "split", opened);
}

function whole(file) {
  const rows = [];
  const changes = [];
  const isGone = file.change === "removed";
  for (const [kind, oldLow, oldHigh, newLow, newHigh] of file.changes) {
    if (kind !== same) changes.push(rows.length);
    if (isGone) {
      for (let line = oldLow; line < oldHigh; line++) rows.push({ kind: "line", o: line, n: -1, how: removed });
    } else {
      for (let line = newLow; line < newHigh; line++) {
        rows.push({ kind: "line", o: kind === same ? oldLow + line - newLow : -1, n: line, how: kind });
      }
    }
  }
  // Where lines were only removed nothing is left to stand on.
  return { rows, changes: changes.map((row) => Math.min(row, Math.max(0, rows.length - 1))) };
}

function compared(file, isSplit, opened) {
  const rows = [];
  const changes = [];
  const list = file.changes;
  for (let index = 0; index < list.length; index++) {
    const [kind, oldLow, oldHigh, newLow, newHigh] = list[index];
    if (kind === same) {
      const count = newHigh - newLow;
      const head = index === 0 ? 0 : context;
      const tail = index === list.length - 1 ? 0 : context;
      const hidden = count - head - tail;
      const isFolded = hidden >= least && list.length > 1 && !opened.has(index);
      for (let line = 0; line < count; line++) {
        if (isFolded && line === head) {
          rows.push({ kind: "fold", key: index, text: `${hidden} unchanged lines` });
          line += hidden - 1;
          continue;
        }
        rows.push({ kind: isSplit ? "pair" : "line", o: oldLow + line, n: newLow + line, how: same });
      }
      continue;
    }
    if (index === 0 || list[index - 1][0] === same) changes.push(rows.length);
    if (isSplit) {
      const height = Math.max(oldHigh - oldLow, newHigh - newLow);
      for (let line = 0; line < height; line++) {
        rows.push({
          kind: "pair", how: kind,
          o: oldLow + line < oldHigh ? oldLow + line : -1,
          n: newLow + line < newHigh ? newLow + line : -1,
        });
      }
      continue;
    }
    // All that is gone first, then all that is new.
    let end = index;
    while (end < list.length && list[end][0] !== same) end++;
    for (let at = index; at < end; at++) {
      for (let line = list[at][1]; line < list[at][2]; line++) rows.push({ kind: "line", o: line, n: -1, how: removed });
    }
    for (let at = index; at < end; at++) {
      for (let line = list[at][3]; line < list[at][4]; line++) rows.push({ kind: "line", o: -1, n: line, how: added });
    }
    index = end - 1;
  }
  return { rows, changes };
}

// The row that shows a line; nil while it is folded away.
export function find(rows, side, line) {
  const at = rows.findIndex((row) => row.kind !== "fold" && (side === "old" ? row.o : row.n) === line);
  return at < 0 ? null : at;
}

// The fold that hides a line.
export function foldOf(file, side, line) {
  if (file.folded) return "all";
  const at = file.changes.findIndex(([kind, oldLow, oldHigh, newLow, newHigh]) =>
    kind === same && (side === "old" ? oldLow <= line && line < oldHigh : newLow <= line && line < newHigh));
  return at < 0 ? null : at;
}
