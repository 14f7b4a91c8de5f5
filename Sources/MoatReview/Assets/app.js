// One reader, one page: what is open, and what the parts of the page ask of each other.

import { get, post, Refused } from "./api.js";
import { askNote, choose, showText } from "./dialogs.js";
import { byId, el, plural, toast } from "./dom.js";
import { listen } from "./keys.js";
import { overview } from "./overview.js";
import { Pane } from "./pane.js";
import { Panel } from "./panel.js";
import { Queue, riskElement, versions } from "./queue.js";
import { Tree } from "./tree.js";

const paneLimit = 3;
const keptFiles = 40;

class App {
  constructor() {
    this.session = null;
    this.pkg = null;
    this.item = null;
    this.files = [];
    this.notes = { read: [], notes: [] };
    this.kept = new Map();
    this.tree = new Tree(this);
    this.queue = new Queue(this);
    this.panel = new Panel(this);
    byId("panel").hidden = innerWidth < 1500;
    this.panes = [];
    this.resetPanes();
    byId("to-queue").addEventListener("click", () => this.showQueue());
    byId("to-overview").addEventListener("click", () => this.showOverview());
    byId("toggle-panel").addEventListener("click", () => this.panel.toggle());
    byId("done").addEventListener("click", () => this.toggleDone());
    byId("theme").addEventListener("click", () => this.nextTheme());
    this.setTheme(localStorage.getItem("moat-theme"));
    addEventListener("resize", () => this.measure());
    listen(this);
  }

  async start() {
    this.session = await this.ask("session");
    if (!this.session) return;
    document.title = `${this.session.title} — cargo moat review`;
    const [only] = this.session.items;
    if (this.session.items.length === 1) await this.openCrate(only.id);
    else this.showQueue();
    document.body.classList.add("ready");
    this.watch();
  }

  // Asks again until every crate of the queue was looked at.
  async watch() {
    while (this.session.items.some((item) => item.state === "waiting")) {
      await new Promise((resolve) => setTimeout(resolve, 600));
      const session = await this.ask("session");
      if (!session) return;
      this.session = session;
      if (this.item) this.item = session.items.find((item) => item.id === this.item.id);
      if (this.queue.isShown) this.queue.show();
      this.drawBar();
    }
  }

  async ask(path, query) {
    try {
      return await get(path, query);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      toast(error.message);
      return null;
    }
  }

  say(text) { toast(text); }

  // ---- The crate

  async openCrate(id) {
    if (this.item?.id !== id || !this.pkg) {
      const pkg = await this.ask("package", { item: id });
      if (!pkg) return;
      this.pkg = pkg;
      this.item = pkg.item;
      this.session.items = this.session.items.map((item) => (item.id === id ? pkg.item : item));
      this.files = pkg.files;
      this.notes = pkg.notes;
      this.kept.clear();
      this.tree.reset();
      this.panel.reset();
      this.resetPanes();
    }
    this.queue.hide();
    this.tree.draw();
    this.panel.draw();
    this.drawBar();
    this.focus();
  }

  drawBar() {
    const { item, session } = this;
    const isQueue = this.queue.isShown;
    const done = session.items.filter((other) => other.done).length;
    byId("crate").replaceChildren(...(isQueue || !item ? ["cargo moat review"] : [item.name, el("span", { class: "version" }, versions(item))]));
    byId("risk").replaceChildren(...(isQueue || !item ? [] : [riskElement(item)]));
    const read = this.files.filter((file) => this.isRead(file.id)).length;
    byId("progress").textContent = isQueue || !item
      ? `${done} of ${session.items.length} crates`
      : `${read} of ${plural(this.files.length, "file")}` + (session.items.length > 1 ? `, ${done} of ${plural(session.items.length, "crate")}` : "");
    byId("to-queue").hidden = isQueue;
    for (const name of ["to-overview", "toggle-panel", "done"]) byId(name).hidden = isQueue;
    byId("done").setAttribute("aria-pressed", String(Boolean(item?.done)));
    byId("done").textContent = item?.done ? "Done ✓" : "Done";
  }

  showQueue() {
    this.queue.show(this.item?.id ?? null);
    this.drawBar();
  }

  overview() { return overview(this); }

  showOverview() {
    this.active.showOverview();
    this.tree.draw();
    this.focus();
  }

  nextCrate() {
    const next = this.queue.next(this.item?.id ?? -1);
    if (next) this.openCrate(next.id);
    else toast("Every other crate is ticked off");
  }

  // ---- Panes

  resetPanes() {
    this.panes = [];
    this.active = null;
    const pane = new Pane(this);
    this.panes = [pane];
    this.active = pane;
    this.placePanes();
  }

  placePanes() {
    byId("panes").classList.toggle("several", this.panes.length > 1);
    byId("panes").replaceChildren(...this.panes.map((pane) => pane.element));
    for (const pane of this.panes) pane.element.classList.toggle("active", pane === this.active);
  }

  isNarrow() { return byId("panes").clientWidth / Math.max(1, this.panes.length) < 900; }

  activate(pane) {
    if (!pane || pane === this.active) return;
    this.active = pane;
    for (const other of this.panes) other.element.classList.toggle("active", other === pane);
    this.tree.draw();
  }

  splitPane() {
    if (this.panes.length >= paneLimit) return toast(`There are ${paneLimit} panes already`);
    const from = this.active;
    const pane = new Pane(this);
    this.panes.splice(this.panes.indexOf(from) + 1, 0, pane);
    this.active = pane;
    this.placePanes();
    for (const other of this.panes) {
      const at = other.place?.call(other);
      const source = other === pane ? from : other;
      if (!source.file) continue;
      other.show(source.id, source.file);
      const place = other === pane ? source.place() : at;
      if (place) other.goTo(place.side, place.line, true);
    }
    this.focus();
  }

  closePane(pane) {
    if (this.panes.length === 1) return;
    this.panes = this.panes.filter((other) => other !== pane);
    if (this.active === pane) this.active = this.panes[0];
    this.placePanes();
    for (const other of this.panes) {
      if (!other.file) continue;
      const at = other.place();
      other.frame();
      other.rebuild();
      if (at) other.goTo(at.side, at.line, true);
    }
    this.tree.draw();
    this.focus();
  }

  measure() { for (const pane of this.panes) if (pane.file) { pane.paint(true); pane.measure(); } }

  focus() {
    if (this.queue.isShown) return document.activeElement?.blur();
    (this.active.file ? this.active.scroll : this.active.element.querySelector(".sheet"))?.focus({ preventScroll: true });
  }

  // ---- Files

  async fileOf(id) {
    if (!this.kept.has(id)) {
      const file = await this.ask("file", { item: this.item.id, file: id });
      if (!file) return null;
      if (this.kept.size >= keptFiles) this.kept.delete(this.kept.keys().next().value);
      this.kept.set(id, file);
    }
    return this.kept.get(id);
  }

  async openFile(id, at = null, isBack = false) {
    const pane = this.active;
    const item = this.item;
    this.queue.hide();
    // Of several files asked for in a row the last one counts.
    pane.coming = id;
    if (pane.id !== id) {
      const file = await this.fileOf(id);
      if (!file || this.item?.id !== item.id || !this.panes.includes(pane) || pane.coming !== id) return;
      this.keepTrail(pane, isBack);
      pane.show(id, file);
      if (this.tree.folded.delete(this.files[id].group)) this.tree.filter.value = "";
      this.tree.draw();
      if (!at && pane.view !== "whole") at = this.firstChange(pane);
    } else this.keepTrail(pane, isBack);
    if (at) pane.goTo(at.side, at.line);
    this.drawBar();
    this.focus();
  }

  firstChange(pane) {
    if (pane.changes.length) pane.setCursor(pane.changes[0], true);
    return null;
  }

  keepTrail(pane, isBack) {
    if (!isBack && pane.file) pane.trail.push({ id: pane.id, at: pane.place() });
    if (pane.trail.length > 100) pane.trail.shift();
  }

  back() {
    const last = this.active.trail.pop();
    if (last) this.openFile(last.id, last.at, true);
  }

  nextFile(by) {
    const order = this.tree.order;
    if (!order.length) return;
    const at = order.indexOf(this.active.coming ?? this.active.id);
    const next = at < 0 ? (by > 0 ? 0 : order.length - 1) : at + by;
    if (next < 0 || next >= order.length) return toast(by > 0 ? "That was the last file" : "That was the first file");
    return this.openFile(order[next]);
  }

  async nextChange(by) {
    if (this.active.file && this.active.moveToChange(by)) return;
    await this.nextFile(by);
    const pane = this.active;
    if (by < 0 && pane.changes?.length) pane.setCursor(pane.changes.at(-1), true);
  }

  counts(file) {
    if (!this.item.old || !this.item.new) return [el("span", { class: "faint" }, file.added ? String(file.added) : "")];
    const nodes = [];
    if (file.added) nodes.push(el("span", { class: "plus" }, `+${file.added}`));
    if (file.removed) nodes.push(el("span", { class: "minus" }, `${nodes.length ? " " : ""}−${file.removed}`));
    return nodes;
  }

  marksOf(id) {
    const byLine = new Map();
    for (const mark of this.pkg.marks) {
      if (mark.file !== id) continue;
      const key = `${mark.side}${mark.line}`;
      if (!byLine.has(key)) byLine.set(key, []);
      byLine.get(key).push(mark);
    }
    return byLine;
  }

  markElement(mark) {
    const from = mark.via?.match(/\(line (\d+)\)/);
    return el("div", { class: "mark" },
      el("span", { class: mark.gained ? "chip gained" : "chip" }, mark.capability),
      el("span", { class: "mono" }, mark.subject),
      mark.via ? el("span", { class: "soft" }, mark.via) : null,
      from ? el("button", { type: "button", class: "plain", click: () => this.openFile(mark.file, { side: mark.side, line: Number(from[1]) - 1 }) }, "Go there") : null,
      mark.gates.length ? el("span", { class: "soft" }, `only with ${mark.gates.join(" and ")}`) : null,
      mark.gained ? el("span", { class: "soft" }, "new in this version") : null,
      el("span", { class: "why" }, this.session.capabilities[mark.capability] ?? ""));
  }

  async showLine(id, side, line) {
    const reply = await this.ask("line", { item: this.item.id, file: id, side, line });
    if (reply) showText(`${this.files[id].shown}, line ${line + 1}`, reply.text);
  }

  async goToDefinition() {
    const at = this.active.file && this.active.place();
    if (!at) return;
    const reply = await this.ask("definition", { item: this.item.id, file: this.active.id, side: at.side, line: at.line });
    if (!reply) return;
    const places = reply.places;
    if (!places.length) return toast("Nothing on this line is defined in this crate");
    const wanted = places.length === 1 ? 0 : await choose("Go to", places.map((place, index) => ({
      value: index, where: `${this.files[place.file].shown}:${place.line}`, text: place.text,
    })));
    if (wanted === null) return this.focus();
    this.openFile(places[wanted].file, { side: places[wanted].side, line: places[wanted].line - 1 });
  }

  // ---- What the reader leaves behind

  isRead(id) { return this.notes.read.includes(this.files[id].path); }

  notesAt(path, side, line) {
    return this.notes.notes.filter((note) => note.path === path && note.side === side && note.line === line);
  }

  async write(path, body) {
    try {
      const reply = await post(path, { item: this.item.id, ...body });
      this.notes = reply.notes;
      this.item = reply.item;
      this.session.items = this.session.items.map((item) => (item.id === reply.item.id ? reply.item : item));
      for (const pane of this.panes) pane.refresh();
      this.tree.draw();
      this.panel.draw();
      this.drawBar();
      if (this.queue.isShown) this.queue.show();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      toast(error.message);
      return false;
    }
  }

  toggleRead(id) { return this.write("read", { path: this.files[id].path, isRead: !this.isRead(id) }); }

  async readOn() {
    const { id } = this.active;
    if (id === null) return;
    if (!this.isRead(id) && !(await this.toggleRead(id))) return;
    this.nextFile(1);
  }

  async toggleDone() {
    if (!this.item) return;
    const isDone = !this.item.done;
    if (!(await this.write("done", { isDone }))) return;
    const { items } = this.session;
    const left = items.filter((item) => !item.done).length;
    if (isDone) toast(left ? `${this.item.name} is ticked off; ${left} to go` : `${this.item.name} is ticked off: all are`);
    if (!isDone || items.length === 1) return;
    this.queue.show(this.queue.next(this.item.id)?.id ?? this.item.id);
    this.drawBar();
    this.focus();
  }

  async tickInQueue() {
    const { current } = this.queue;
    if (!current) return;
    try {
      const reply = await post("done", { item: current.id, isDone: !current.done });
      this.session.items = this.session.items.map((item) => (item.id === current.id ? reply.item : item));
      if (this.item?.id === current.id) { this.item = reply.item; this.notes = reply.notes; }
      this.queue.show(current.id);
      this.drawBar();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      toast(error.message);
    }
  }

  async writeNote() {
    const at = this.active.file && this.active.place();
    if (!at) return this.writeCrateNote();
    const { path } = this.active.file;
    const line = at.line + 1;
    const [old] = this.notesAt(path, at.side, line);
    const text = await askNote(`${this.active.file.shown}, line ${line}`, old?.text ?? "");
    if (text !== null && text !== (old?.text ?? "")) await this.write("note", { path, side: at.side, line, text });
    this.focus();
  }

  async writeCrateNote() {
    const old = this.notes.notes.find((note) => note.path === null);
    const text = await askNote(`About ${this.item.name} ${versions(this.item)}`, old?.text ?? "");
    if (text !== null && text !== (old?.text ?? "")) await this.write("note", { path: null, side: "new", line: 0, text });
    this.focus();
  }

  // ---- Light and dark

  setTheme(theme) {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    this.theme = theme;
    byId("theme").textContent = theme === "light" ? "Light" : theme === "dark" ? "Dark" : "Auto";
  }

  nextTheme() {
    const next = { light: "dark", dark: null }[this.theme ?? ""] ?? (this.theme === "dark" ? null : "light");
    if (next) localStorage.setItem("moat-theme", next);
    else localStorage.removeItem("moat-theme");
    this.setTheme(next);
  }
}

new App().start();
