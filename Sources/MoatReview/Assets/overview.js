// What is said of a crate before its files.

import { el, plural } from "./dom.js";
import { riskElement, versions } from "./queue.js";

const weights = { alert: "r3", notice: "r2", detail: "" };

export function overview(app) {
  const { pkg, item } = app;
  if (!pkg) return el("div", { class: "sheet" });
  const list = (title, nodes) => (nodes.length ? [el("h3", {}, title), el("ul", {}, nodes)] : []);
  const place = (text, file, line, side) => el("button", {
    type: "button", class: "entry",
    click: () => app.openFile(file, line ? { side: side ?? "new", line: line - 1 } : null),
  }, text);
  const facts = pkg.facts.map((fact) => el("li", {},
    el("span", { class: `risk ${weights[fact.weight]}`, title: fact.weight }, fact.title),
    fact.file === null ? el("span", {}, fact.text) : place(fact.text, fact.file, fact.line)));
  const opinions = pkg.opinions.map((opinion) => el("li", {},
    el("span", { class: `risk ${weights[opinion.weight]}`, title: opinion.weight }, opinion.title),
    el("span", {}, opinion.text)));
  const capabilities = pkg.capabilities.map((capability) => {
    const mark = pkg.marks.find((other) => other.capability === capability.id && (!capability.gained || other.gained));
    return el("li", {},
      el("span", { class: capability.gained ? "chip gained" : "chip" }, capability.id),
      el("span", {},
        mark ? place(`${plural(capability.count, "place")}${capability.gained ? `, ${capability.gained} new` : ""}`, mark.file, mark.line, mark.side) : "",
        " ", el("span", { class: "soft" }, app.session.capabilities[capability.id] ?? "")));
  });
  const crateNotes = app.notes.notes.filter((note) => note.path === null);
  return el("div", { class: "sheet", tabindex: "0" },
    el("h2", {}, `${item.name} ${versions(item)}`),
    el("p", {}, riskElement(item), " ", el("span", { class: "soft" }, item.risk?.reasons.join("; ") ?? "")),
    el("p", { class: "soft" }, pkg.origin),
    ...list("What changed", facts),
    ...list("Reviews in crev", opinions),
    ...list("What it can do", capabilities),
    ...list("What could not be read", pkg.remarks.map((text) => el("li", {}, text))),
    ...list("Notes about the crate", crateNotes.map((note) => el("li", {}, el("span", { class: "note-text" }, note.text)))),
    el("h3", {}, "Where to go"),
    el("p", { class: "soft" }, "] opens the first file, m the first mark, / searches, c writes a note, e ticks the crate off, ? shows all keys."));
}
