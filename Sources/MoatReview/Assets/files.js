// From file to file of a crate, and what is told of them.

import { choose, showText } from "./dialogs.js";
import { el, toast } from "./dom.js";

const keptFiles = 40;

export const files = {
  async fileOf(id) {
    if (!this.kept.has(id)) {
      const file = await this.ask("file", { item: this.item.id, file: id });
      if (!file) return null;
      if (this.kept.size >= keptFiles) this.kept.delete(this.kept.keys().next().value);
      this.kept.set(id, file);
    }
    return this.kept.get(id);
  },

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
  },

  firstChange(pane) {
    if (pane.changes.length) pane.setCursor(pane.changes[0], true);
    return null;
  },

  keepTrail(pane, isBack) {
    if (!isBack && pane.file) pane.trail.push({ id: pane.id, at: pane.place() });
    if (pane.trail.length > 100) pane.trail.shift();
  },

  back() {
    const last = this.active.trail.pop();
    if (last) this.openFile(last.id, last.at, true);
  },

  nextFile(by) {
    const order = this.tree.order;
    if (!order.length) return;
    const at = order.indexOf(this.active.coming ?? this.active.id);
    const next = at < 0 ? (by > 0 ? 0 : order.length - 1) : at + by;
    if (next < 0 || next >= order.length) return toast(by > 0 ? "That was the last file" : "That was the first file");
    return this.openFile(order[next]);
  },

  async nextChange(by) {
    if (this.active.file && this.active.moveToChange(by)) return;
    await this.nextFile(by);
    const pane = this.active;
    if (by < 0 && pane.changes?.length) pane.setCursor(pane.changes.at(-1), true);
  },

  counts(file) {
    if (!this.item.old || !this.item.new) return [el("span", { class: "faint" }, file.added ? String(file.added) : "")];
    const nodes = [];
    if (file.added) nodes.push(el("span", { class: "plus" }, `+${file.added}`));
    if (file.removed) nodes.push(el("span", { class: "minus" }, `${nodes.length ? " " : ""}−${file.removed}`));
    return nodes;
  },

  marksOf(id) {
    const byLine = new Map();
    for (const mark of this.pkg.marks) {
      if (mark.file !== id) continue;
      const key = `${mark.side}${mark.line}`;
      if (!byLine.has(key)) byLine.set(key, []);
      byLine.get(key).push(mark);
    }
    return byLine;
  },

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
  },

  async showLine(id, side, line) {
    const reply = await this.ask("line", { item: this.item.id, file: id, side, line });
    if (reply) showText(`${this.files[id].shown}, line ${line + 1}`, reply.text);
  },

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
  },
};
