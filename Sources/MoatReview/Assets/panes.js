// Files beside each other.

import { byId, toast } from "./dom.js";
import { Pane } from "./pane.js";

const paneLimit = 3;

export const panes = {
  resetPanes() {
    this.panes = [];
    this.active = null;
    const pane = new Pane(this);
    this.panes = [pane];
    this.active = pane;
    this.placePanes();
  },

  placePanes() {
    byId("panes").classList.toggle("several", this.panes.length > 1);
    byId("panes").replaceChildren(...this.panes.map((pane) => pane.element));
    for (const pane of this.panes) pane.element.classList.toggle("active", pane === this.active);
  },

  isNarrow() { return byId("panes").clientWidth / Math.max(1, this.panes.length) < 900; },

  activate(pane) {
    if (!pane || pane === this.active) return;
    this.active = pane;
    for (const other of this.panes) other.element.classList.toggle("active", other === pane);
    this.tree.draw();
  },

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
  },

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
  },

  measure() { for (const pane of this.panes) if (pane.file) { pane.paint(true); pane.measure(); } },

  focus() {
    if (this.queue.isShown) return document.activeElement?.blur();
    (this.active.file ? this.active.scroll : this.active.element.querySelector(".sheet"))?.focus({ preventScroll: true });
  },
};
