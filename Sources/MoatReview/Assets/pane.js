// One file on the screen. Only the rows that can be seen exist.

import { el, parts, split } from "./dom.js";
import * as layout from "./rows.js";

const height = 20;
const overscan = 15;
const views = { split: "Side by side", unified: "Unified", whole: "Whole" };

export class Pane {
  constructor(app) {
    this.app = app;
    this.file = null;
    this.id = null;
    // The file that was asked for last.
    this.coming = null;
    this.rows = [];
    this.changes = [];
    this.cursor = 0;
    this.opened = new Set();
    this.trail = [];
    this.wanted = null;
    this.element = el("section", { class: "pane", role: "region", mousedown: () => app.activate(this) });
    this.showOverview();
  }

  showOverview() {
    this.file = null;
    this.id = null;
    // The file that was asked for last.
    this.coming = null;
    this.rows = [];
    this.element.setAttribute("aria-label", "Overview");
    this.element.replaceChildren(this.app.overview());
  }

  show(id, file) {
    this.id = id;
    this.coming = id;
    this.file = file;
    this.opened = new Set();
    this.cursor = 0;
    const compares = file.change !== "added" && file.change !== "removed" && file.change !== "same";
    const view = this.wanted ?? (this.app.isNarrow() ? "unified" : "split");
    this.view = compares ? view : "whole";
    this.compares = compares;
    this.old = layout.oldLines(file);
    this.marks = this.app.marksOf(id);
    this.frame();
    this.rebuild();
  }

  frame() {
    const { app, file } = this;
    const info = app.files[this.id];
    this.choice = Object.entries(views).map(([view, title]) => el("button", {
      type: "button", title: `${title} (v)`, "aria-pressed": String(view === this.view),
      // In a narrow pane only the button of the view stands there.
      click: () => { if (view === this.view) this.nextView(); else this.setView(view); this.scroll.focus(); },
    }, title));
    this.tick = el("button", {
      type: "button", title: "Tick this file off (r)", "aria-pressed": "false", click: () => app.toggleRead(this.id),
    }, "Read");
    const [folder, name] = split(file.shown);
    const before = `${file.oldPath ? `${file.oldPath} → ` : ""}${folder}`;
    const title = before + name;
    this.space = el("div", { class: "space" });
    this.list = el("div", { class: "rows" });
    this.space.append(this.list);
    this.scroll = el("div", {
      class: "scroll", tabindex: "0", role: "grid", "aria-readonly": "true", "aria-label": `Lines of ${title}`,
      scroll: () => this.paint(),
      wheel: (event) => { if (event.deltaX || event.shiftKey) this.across.scrollLeft += event.deltaX || event.deltaY; },
    }, this.space);
    this.acrossSize = el("div");
    this.across = el("div", {
      class: "across", "aria-hidden": "true",
      scroll: () => this.scroll.style.setProperty("--across", String(this.across.scrollLeft)),
    }, this.acrossSize);
    this.about = el("div", { class: "about" });
    this.element.setAttribute("aria-label", title);
    this.element.replaceChildren(...[
      el("header", {},
        el("h2", { title }, before ? el("span", { class: "before" }, before) : null, el("span", { class: "name" }, name)),
        el("span", { class: "soft" }, info.role),
        el("span", { class: "counts" }, ...app.counts(info)),
        el("span", { class: "gap" }),
        this.compares ? el("span", { class: "choice", role: "group", "aria-label": "View" }, this.choice) : null,
        this.tick,
        app.panes.length > 1
          ? el("button", { type: "button", class: "plain", title: "Close this pane (x)", "aria-label": "Close this pane", click: () => app.closePane(this) }, "✕")
          : null,
      ),
      ...file.remarks.map((text) => el("p", { class: "say" }, text)),
      this.scroll, this.across, this.about,
    ].filter((child) => child));
    const digits = String(Math.max(file.oldCount, file.newCount)).length;
    this.scroll.style.setProperty("--digits", String(Math.max(3, digits)));
    this.refresh();
  }

  setView(view) {
    if (!this.compares || view === this.view) return;
    const at = this.place();
    this.view = view;
    this.wanted = view;
    Object.keys(views).forEach((name, index) => this.choice[index].setAttribute("aria-pressed", String(name === view)));
    this.rebuild();
    if (at) this.goTo(at.side, at.line, true);
  }

  nextView() {
    const names = Object.keys(views);
    this.setView(names[(names.indexOf(this.view) + 1) % names.length]);
  }

  rebuild() {
    const { rows, changes } = layout.build(this.file, this.view, this.opened);
    this.rows = rows;
    this.changes = changes;
    this.cursor = Math.min(this.cursor, Math.max(0, rows.length - 1));
    this.scroll.setAttribute("aria-rowcount", String(rows.length));
    this.space.style.height = `${rows.length * height + 40}px`;
    this.paint(true);
    this.measure();
    this.tell();
  }

  measure() {
    if (!this.file) return;
    const probe = el("span", { class: "mono" }, "0".repeat(100));
    const row = el("div", { class: "row" }, probe);
    this.list.append(row);
    const letter = probe.getBoundingClientRect().width / 100;
    row.remove();
    const cell = this.list.querySelector(".text")?.clientWidth ?? this.scroll.clientWidth;
    const beyond = Math.max(0, this.file.columns * letter + 40 - cell);
    this.acrossSize.style.width = `${this.across.clientWidth + beyond}px`;
    this.across.hidden = beyond === 0;
  }

  paint(isForced = false) {
    const first = Math.max(0, Math.floor(this.scroll.scrollTop / height) - overscan);
    const shown = Math.ceil(this.scroll.clientHeight / height) + 2 * overscan;
    const last = Math.min(this.rows.length, first + shown);
    if (!isForced && first === this.first && last === this.last) return;
    this.first = first;
    this.last = last;
    this.list.style.transform = `translateY(${first * height}px)`;
    this.list.replaceChildren(...this.rows.slice(first, last).map((row, index) => this.rowElement(row, first + index)));
  }

  rowElement(row, index) {
    const isAt = index === this.cursor;
    if (isAt) this.scroll.setAttribute("aria-activedescendant", this.rowId(index));
    const attributes = {
      id: this.rowId(index), role: "row", "aria-rowindex": String(index + 1),
      "aria-selected": String(isAt), mousedown: () => this.setCursor(index),
    };
    const at = isAt ? " cursor" : "";
    if (row.kind === "fold") {
      return el("div", { ...attributes, class: "row fold" + at, click: () => this.open(row.key) }, `⋯  ${row.text}`);
    }
    if (row.kind === "pair") {
      return el("div", { ...attributes, class: "row pair" + at },
        this.number(row.o), this.margin("old", row.o), ...this.cell("old", row),
        this.number(row.n, "half"), this.margin("new", row.n), ...this.cell("new", row));
    }
    const side = row.n < 0 ? "old" : "new";
    const line = side === "old" ? row.o : row.n;
    if (this.view === "whole") {
      const bar = this.compares && row.how !== layout.same ? (row.how === layout.added ? "bar-added" : "bar-changed") : "";
      return el("div", { ...attributes, class: "row whole" + at },
        this.number(line), this.margin(side, line), el("span", { class: bar }),
        this.text(side, line, ""));
    }
    return el("div", { ...attributes, class: "row" + at },
      this.number(row.o), this.number(row.n), this.margin(side, line), ...this.cell(side, row));
  }

  rowId(index) { return `row-${this.app.panes.indexOf(this)}-${index}`; }

  number(line, more = "") {
    return el("span", { class: `number ${more}`, role: "rowheader" }, line < 0 ? "" : String(line + 1));
  }

  margin(side, line) {
    const cell = el("span", { class: "margin", role: "gridcell" });
    if (line < 0) return cell;
    const marks = this.marks.get(`${side}${line + 1}`);
    if (marks) {
      const isGained = marks.some((mark) => mark.gained);
      const title = marks.map((mark) => `${mark.capability}: ${mark.subject}`).join("\n");
      cell.append(el("span", { class: isGained ? "dot gained" : "dot", title, "aria-label": title },
        marks.length > 1 ? String(marks.length) : "•"));
    }
    if (this.app.notesAt(this.file.path, side, line + 1).length) {
      cell.append(el("span", { class: "pen", title: "A note", "aria-label": "A note" }, "✎"));
    }
    return cell;
  }

  cell(side, row) {
    const line = side === "old" ? row.o : row.n;
    if (line < 0) return [el("span", { class: "sign absent" }), el("span", { class: "text absent", role: "gridcell" })];
    const how = row.how === layout.same ? "" : side === "old" ? "removed" : "added";
    const sign = how === "removed" ? "−" : how === "added" ? "+" : "";
    return [el("span", { class: `sign ${how}` }, sign), this.text(side, line, how, this.file.new[row.n])];
  }

  // Of old lines that stayed only the new ones are there: `same`.
  text(side, line, how, same = "") {
    const content = (side === "old" ? this.old.get(line) ?? same : this.file.new[line]) ?? "";
    const inner = el("span", {}, parts(content));
    for (const cut of inner.querySelectorAll(".cut")) {
      cut.addEventListener("click", () => this.app.showLine(this.id, side, line));
    }
    return el("span", { class: `text ${how}`, role: "gridcell" }, inner);
  }

  open(key) {
    const at = this.cursor;
    this.opened.add(key);
    this.rebuild();
    this.setCursor(at);
  }

  // Where the cursor stands: the new side where there is one.
  place() {
    const row = this.rows[this.cursor];
    if (!row || row.kind === "fold") return null;
    return row.n >= 0 ? { side: "new", line: row.n } : { side: "old", line: row.o };
  }

  setCursor(index, isCentred = false) {
    if (!this.file || !this.rows.length) return;
    this.cursor = Math.max(0, Math.min(index, this.rows.length - 1));
    const top = this.cursor * height;
    const { scrollTop, clientHeight } = this.scroll;
    if (isCentred) this.scroll.scrollTop = top - clientHeight / 3;
    else if (top < scrollTop + height) this.scroll.scrollTop = top - height;
    else if (top > scrollTop + clientHeight - 2 * height) this.scroll.scrollTop = top - clientHeight + 2 * height;
    this.paint(true);
    this.tell();
  }

  move(by) { this.setCursor(this.cursor + by); }

  page(by) { this.move(by * Math.max(1, Math.floor(this.scroll.clientHeight / height) - 3)); }

  // False where there is no further change.
  moveToChange(by) {
    const next = by > 0 ? this.changes.find((row) => row > this.cursor) : this.changes.findLast((row) => row < this.cursor);
    if (next === undefined) return false;
    this.setCursor(next, true);
    return true;
  }

  goTo(side, line, isQuiet = false) {
    if (!this.file) return;
    let at = layout.find(this.rows, side, line);
    if (at === null && side === "old" && this.view === "whole" && this.compares) {
      this.setView(this.app.isNarrow() ? "unified" : "split");
      at = layout.find(this.rows, side, line);
    }
    if (at === null) {
      const fold = layout.foldOf(this.file, side, line);
      if (fold !== null) {
        this.opened.add(fold);
        this.rebuild();
        at = layout.find(this.rows, side, line);
      }
    }
    if (at === null) return;
    this.setCursor(at, true);
    if (!isQuiet) this.list.children[at - this.first]?.classList.add("struck");
  }

  // What is known of the line under the cursor.
  tell() {
    const row = this.rows[this.cursor];
    const items = [];
    for (const [side, line] of row && row.kind !== "fold" ? [["old", row.o], ["new", row.n]] : []) {
      if (line < 0) continue;
      for (const mark of this.marks.get(`${side}${line + 1}`) ?? []) items.push(this.app.markElement(mark));
      for (const note of this.app.notesAt(this.file.path, side, line + 1)) {
        items.push(el("div", { class: "mark" }, el("span", { class: "chip note" }, "note"),
          el("span", { class: "note-text" }, note.text),
          el("button", { type: "button", class: "plain", title: "Change this note (c)", click: () => this.app.writeNote() }, "Change")));
      }
    }
    this.about.hidden = !items.length;
    this.about.replaceChildren(...items);
  }

  refresh() {
    if (!this.file) return this.showOverview();
    this.tick.setAttribute("aria-pressed", String(this.app.isRead(this.id)));
    if (this.rows.length) {
      this.paint(true);
      this.tell();
    }
  }
}
