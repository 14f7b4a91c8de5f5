// The queue: every crate with its risk and its size, ticked off as it is read.

import { byId, el, plural } from "./dom.js";

const levels = ["nothing that runs", "low", "medium", "high"];

export function riskElement(item) {
  if (item.problem) return el("span", { class: "risk r3", title: item.problem }, "cannot be read");
  if (!item.risk) return el("span", { class: "risk" }, "…");
  return el("span", { class: `risk r${item.risk.level}`, title: item.risk.reasons.join("\n") }, levels[item.risk.level]);
}

export function versions(item) {
  if (item.old && item.new) return item.old === item.new ? item.new : `${item.old} → ${item.new}`;
  return item.new ?? `${item.old} (removed)`;
}

export class Queue {
  constructor(app) {
    this.app = app;
    this.element = byId("queue");
    this.at = 0;
  }

  get isShown() { return !this.element.hidden; }

  // What is riskiest first; of the same risk what is largest.
  sort() {
    const weight = (item) => (item.problem ? 4 : item.risk ? item.risk.level : -1);
    this.items = [...this.app.session.items].sort((a, b) =>
      weight(b) - weight(a) || (b.size?.lines ?? 0) - (a.size?.lines ?? 0) || a.id - b.id);
  }

  show(id = null) {
    const current = this.items?.[this.at]?.id;
    this.sort();
    const wanted = id ?? current;
    const at = this.items.findIndex((item) => item.id === wanted);
    this.at = at >= 0 ? at : 0;
    this.element.hidden = false;
    this.draw();
  }

  hide() { this.element.hidden = true; }

  // The next crate that is not ticked off, after this one.
  next(id) {
    this.sort();
    const from = this.items.findIndex((item) => item.id === id);
    const rest = [...this.items.slice(from + 1), ...this.items.slice(0, from + 1)];
    return rest.find((item) => !item.done && item.id !== id) ?? null;
  }

  move(by) {
    this.at = Math.max(0, Math.min(this.at + by, this.items.length - 1));
    this.draw();
    this.element.querySelector("tr.at")?.scrollIntoView({ block: "nearest" });
  }

  get current() { return this.items[this.at]; }

  draw() {
    const { session } = this.app;
    const done = session.items.filter((item) => item.done).length;
    const waiting = session.items.filter((item) => item.state === "waiting").length;
    const bar = el("div");
    bar.style.width = `${session.items.length ? (100 * done) / session.items.length : 0}%`;
    const rows = this.items.map((item, index) => el("tr", {
      class: `${item.done ? "done" : ""}${index === this.at ? " at" : ""}`, "aria-selected": String(index === this.at),
      click: () => this.app.openCrate(item.id),
    },
      el("td", { class: "tick", "aria-label": item.done ? "done" : null }, item.done ? "✓" : ""),
      el("td", { class: "crate" }, item.name),
      el("td", { class: "versions" }, versions(item)),
      el("td", {}, riskElement(item)),
      el("td", { class: "reasons" }, (item.risk?.reasons ?? []).slice(0, 3).join("; ") || item.problem || ""),
      el("td", { class: "size" }, ...this.size(item)),
      el("td", { class: "size soft" }, item.notes ? `✎ ${item.notes}` : "")));
    this.element.replaceChildren(
      el("h2", {}, session.title),
      el("p", { class: "sum" },
        `${done} of ${plural(session.items.length, "crate")} read` + (waiting ? `; ${waiting} being looked at` : "")),
      el("div", { class: "bar", role: "img", "aria-label": `${done} of ${session.items.length} read` }, bar),
      ...session.remarks.map((text) => el("p", { class: "soft" }, text)),
      el("table", { class: "crates" },
        el("thead", {}, el("tr", {},
          ...["", "Crate", "Version", "Risk", "Why", "To read", ""].map((text) => el("th", {}, text)))),
        el("tbody", {}, rows)),
      el("p", { class: "soft" }, "j and k move, Enter opens, e ticks off, ? shows all keys."));
  }

  size(item) {
    if (!item.size) return [""];
    const { files, added, removed, lines } = item.size;
    if (!item.old) return [`${plural(lines, "line")}`, el("span", { class: "soft" }, ` in ${plural(files, "file")}`)];
    return [
      el("span", { class: "plus" }, `+${added}`), " ", el("span", { class: "minus" }, `−${removed}`),
      el("span", { class: "soft" }, ` in ${plural(files, "file")}`),
    ];
  }
}
