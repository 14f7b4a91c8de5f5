// One reader, one page: what is open, and what the parts of the page ask of each other.

import { get, Refused } from "./api.js";
import { byId, el, plural, toast } from "./dom.js";
import { files } from "./files.js";
import { listen } from "./keys.js";
import { notes } from "./notes.js";
import { overview } from "./overview.js";
import { Panel } from "./panel.js";
import { panes } from "./panes.js";
import { Queue, riskElement, versions } from "./queue.js";
import { theme } from "./theme.js";
import { Tree } from "./tree.js";

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
      if (!pkg) {
        // The queue says why it cannot be read, and goes on saying it.
        if (!this.pkg) this.showQueue();
        return;
      }
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
}

// Parts of the same object, each with its subject.
Object.assign(App.prototype, files, notes, panes, theme);

new App().start();
