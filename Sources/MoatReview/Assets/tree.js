// The files of a crate: what can run first, then the rest, unchanged files last and folded.

import { byId, el, plural, split } from "./dom.js";

const letters = { added: "A", removed: "D", changed: "M", renamed: "R", same: "" };

export class Tree {
  constructor(app) {
    this.app = app;
    this.folded = new Set();
    this.shown = [];
    this.filter = byId("filter");
    this.filter.addEventListener("input", () => this.draw());
    this.filter.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        this.filter.value = "";
        this.draw();
        app.focus();
      } else if (event.key === "Enter" && this.shown.length) {
        app.openFile(this.shown[0]);
      } else if (event.key === "ArrowDown") {
        byId("files").querySelector(".file")?.focus();
      } else return;
      event.preventDefault();
    });
    byId("files").addEventListener("keydown", (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!by) return;
      const all = [...byId("files").querySelectorAll("button")];
      all[all.indexOf(document.activeElement) + by]?.focus();
      event.preventDefault();
      event.stopPropagation();
    });
  }

  reset() {
    this.folded = new Set(["Unchanged"]);
    this.filter.value = "";
  }

  // Every file that a step to the next one may reach.
  get order() { return this.shown; }

  draw() {
    const { app } = this;
    const words = this.filter.value.toLowerCase().split(/\s+/).filter((word) => word);
    const groups = new Map();
    for (const file of app.files) {
      const path = file.shown.toLowerCase();
      if (!words.every((word) => path.includes(word))) continue;
      const name = file.group;
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(file);
    }
    this.shown = [];
    const sections = [];
    for (const [name, files] of groups) {
      const isOpen = words.length > 0 || !this.folded.has(name) || groups.size === 1;
      if (isOpen) this.shown.push(...files.map((file) => file.id));
      const head = el("button", {
        type: "button", class: "head", "aria-expanded": String(isOpen),
        click: () => {
          if (this.folded.has(name)) this.folded.delete(name);
          else this.folded.add(name);
          this.draw();
        },
      }, `${name} (${files.length})`);
      sections.push(el("section", { class: "group", "aria-label": name }, head, isOpen ? files.map((file) => this.item(file)) : []));
    }
    byId("files").replaceChildren(...(sections.length ? sections : [el("p", { class: "list empty" }, "No file has this in its path.")]));
    this.reveal();
  }

  item(file) {
    const { app } = this;
    const [folder, name] = split(file.shown);
    const isRead = app.isRead(file.id);
    const isCurrent = app.active.id === file.id;
    const letter = app.item.old && app.item.new ? letters[file.change] : "";
    const title = [
      file.oldPath ? `${file.oldPath} → ${file.shown}` : file.shown, `${file.role}, ${file.change}`,
      file.marks ? plural(file.marks, "mark") + (file.gained ? `, ${file.gained} new` : "") : "",
    ].filter((text) => text).join("\n");
    return el("button", {
      type: "button", class: `file${isRead ? " read" : ""}`, title,
      "aria-current": String(isCurrent), click: () => app.openFile(file.id),
    },
      el("span", { class: `how ${letter.toLowerCase()}` }, letter),
      el("span", { class: "path" }, folder ? el("span", { class: "folder" }, folder) : null, el("span", { class: "name" }, name)),
      el("span", { class: "counts" }, ...app.counts(file)),
      file.marks ? el("span", { class: file.gained ? "marks gained" : "marks" }, String(file.gained || file.marks)) : null,
      el("span", { class: "tick", "aria-label": isRead ? "read" : null }, isRead ? "✓" : ""));
  }

  reveal() {
    byId("files").querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }
}
