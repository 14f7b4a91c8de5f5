// What the reader leaves behind: notes, files that were read, crates that are ticked off.

import { post, Refused } from "./api.js";
import { askNote } from "./dialogs.js";
import { toast } from "./dom.js";
import { versions } from "./queue.js";

export const notes = {
  isRead(id) { return this.notes.read.includes(this.files[id].path); },

  notesAt(path, side, line) {
    return this.notes.notes.filter((note) => note.path === path && note.side === side && note.line === line);
  },

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
  },

  toggleRead(id) { return this.write("read", { path: this.files[id].path, isRead: !this.isRead(id) }); },

  async readOn() {
    const { id } = this.active;
    if (id === null) return;
    if (!this.isRead(id) && !(await this.toggleRead(id))) return;
    this.nextFile(1);
  },

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
  },

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
  },

  async writeNote() {
    const at = this.active.file && this.active.place();
    if (!at) return this.writeCrateNote();
    const { path } = this.active.file;
    const line = at.line + 1;
    const [old] = this.notesAt(path, at.side, line);
    const text = await askNote(`${this.active.file.shown}, line ${line}`, old?.text ?? "");
    if (text !== null && text !== (old?.text ?? "")) await this.write("note", { path, side: at.side, line, text });
    this.focus();
  },

  async writeCrateNote() {
    const old = this.notes.notes.find((note) => note.path === null);
    const text = await askNote(`About ${this.item.name} ${versions(this.item)}`, old?.text ?? "");
    if (text !== null && text !== (old?.text ?? "")) await this.write("note", { path: null, side: "new", line: 0, text });
    this.focus();
  },
};
