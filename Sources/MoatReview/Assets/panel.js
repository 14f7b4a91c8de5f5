// Beside the files: the marks of the crate, the reader's notes, and what a search found.

import { byId, el, parts } from "./dom.js";

export class Panel {
  constructor(app) {
    this.app = app;
    this.element = byId("panel");
    this.tab = "marks";
    this.onlyGained = true;
    this.at = -1;
    this.hits = [];
    this.hit = -1;
    this.input = el("input", {
      type: "search", placeholder: "Search names and text", "aria-label": "Search the crate",
      input: () => { clearTimeout(this.timer); this.timer = setTimeout(() => this.search(), 200); },
      keydown: (event) => {
        if (event.key === "Enter") {
          clearTimeout(this.timer);
          this.search().then(() => this.goToHit(0));
        } else if (event.key === "Escape") app.focus();
        else return;
        event.preventDefault();
      },
    });
    this.body = el("div", { class: "list" });
    this.found = el("div", { class: "list", "aria-live": "polite" });
    this.seek = el("div", { class: "seek" }, this.input);
  }

  get isShown() { return !this.element.hidden; }

  reset() {
    this.at = -1;
    this.hits = [];
    this.hit = -1;
    this.said = "";
    this.input.value = "";
    this.onlyGained = this.app.pkg.marks.some((mark) => mark.gained);
  }

  toggle() {
    this.element.hidden = this.isShown;
    this.draw();
    this.app.measure();
  }

  show(tab) {
    this.tab = tab;
    const wasShown = this.isShown;
    this.element.hidden = false;
    this.draw();
    if (!wasShown) this.app.measure();
    if (tab === "search") { this.input.focus(); this.input.select(); }
  }

  draw() {
    byId("toggle-panel").setAttribute("aria-pressed", String(this.isShown));
    if (!this.isShown || !this.app.pkg) return;
    const { pkg, notes } = this.app;
    const titles = { marks: `Marks ${pkg.marks.length}`, notes: `Notes ${notes.notes.length}`, search: "Search" };
    const tabs = el("div", { class: "tabs", role: "tablist" }, Object.entries(titles).map(([name, title]) =>
      el("button", { type: "button", role: "tab", "aria-selected": String(name === this.tab), click: () => this.show(name) }, title)));
    if (this.tab === "search") {
      this.drawHits();
      this.element.replaceChildren(tabs, this.seek, this.found);
      return;
    }
    this.body.replaceChildren(...(this.tab === "marks" ? this.marks() : this.notes()));
    this.element.replaceChildren(tabs, this.body);
  }

  grouped(entries, path) {
    const nodes = [];
    let last = null;
    for (const [entry, node] of entries) {
      const name = path(entry);
      if (name !== last) nodes.push(el("h3", {}, name));
      last = name;
      nodes.push(node);
    }
    return nodes;
  }

  // The marks to step through, by the rank of their files.
  get listed() {
    const { marks } = this.app.pkg;
    return this.onlyGained ? marks.filter((mark) => mark.gained) : marks;
  }

  marks() {
    const { app } = this;
    const hasGained = app.pkg.marks.some((mark) => mark.gained);
    const choice = hasGained
      ? el("button", {
        type: "button", class: "switch", "aria-pressed": String(this.onlyGained),
        click: () => { this.onlyGained = !this.onlyGained; this.at = -1; this.draw(); },
      }, "Only what is new")
      : null;
    const entries = this.listed.map((mark, index) => [mark, el("button", {
      type: "button", class: "entry", "aria-current": String(index === this.at), title: mark.via ?? null,
      click: () => this.goToMark(index),
    },
      el("span", { class: "where" }, String(mark.line)),
      el("span", { class: mark.gained ? "chip gained" : "chip" }, mark.capability), " ",
      el("span", { class: "mono" }, mark.subject))]);
    if (!entries.length) return [choice, el("p", { class: "empty" }, "Nothing is marked.")].filter((node) => node);
    return [choice, ...this.grouped(entries, (mark) => app.files[mark.file].shown)].filter((node) => node);
  }

  goToMark(index) {
    const mark = this.listed[index];
    if (!mark) return;
    this.at = index;
    this.app.openFile(mark.file, { side: mark.side, line: mark.line - 1 });
    this.draw();
    this.body.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }

  moveMark(by) {
    const count = this.listed.length;
    if (!count) return this.app.say("Nothing is marked");
    this.goToMark((this.at + by + count) % count);
  }

  notes() {
    const { app } = this;
    const entries = app.notes.notes.map((note) => [note, el("button", {
      type: "button", class: "entry",
      click: () => {
        const id = app.files.findIndex((file) => file.path === note.path || file.oldPath === note.path);
        if (note.path !== null && id >= 0) app.openFile(id, { side: note.side, line: note.line - 1 });
        else app.writeCrateNote();
      },
    },
      el("span", { class: "where" }, note.path === null ? "" : String(note.line)),
      el("span", { class: "note-text" }, note.text))]);
    const nodes = this.grouped(entries, (note) => note.path ?? "About the crate");
    return [
      ...(app.notes.problem ? [el("p", { class: "empty" }, app.notes.problem)] : []),
      ...(nodes.length ? nodes : [el("p", { class: "empty" }, "No notes yet: c writes one at a line, Shift+C one about the crate.")]),
    ];
  }

  async search() {
    const text = this.input.value;
    this.hit = -1;
    if (!text) {
      this.hits = [];
      this.said = "";
      return this.drawHits();
    }
    const reply = await this.app.ask("search", { item: this.app.item.id, text });
    if (!reply || text !== this.input.value) return;
    this.hits = reply.hits;
    this.said = reply.hits.length ? (reply.isCut ? `the first ${reply.hits.length} places` : "") : "found nowhere";
    this.drawHits();
  }

  drawHits() {
    const { app } = this;
    const entries = this.hits.map((hit, index) => [hit, el("button", {
      type: "button", class: "entry", "aria-current": String(index === this.hit), click: () => this.goToHit(index),
    },
      el("span", { class: "where" }, hit.line ? String(hit.line) + (hit.side === "old" ? "−" : "") : "name"),
      el("span", { class: "mono" }, parts(hit.text)))]);
    this.found.replaceChildren(
      ...(this.said ? [el("p", { class: "empty" }, this.said)] : []),
      ...this.grouped(entries, (hit) => app.files[hit.file].shown));
  }

  goToHit(index) {
    const hit = this.hits[index];
    if (!hit) return;
    this.hit = index;
    this.drawHits();
    this.found.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
    this.app.openFile(hit.file, hit.line ? { side: hit.side, line: hit.line - 1 } : null);
  }

  moveHit(by) {
    if (this.hits.length) this.goToHit((this.hit + by + this.hits.length) % this.hits.length);
  }
}
