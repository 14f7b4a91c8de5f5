// The keyboard. Nothing here is bound while somebody types or a dialog is open.

import { showKeys } from "./dialogs.js";
import { byId } from "./dom.js";

const scrollStep = 60;

export function listen(app) {
  const pane = (action) => () => { if (app.active.file) action(app.active); };
  const inCrate = {
    j: pane((it) => it.move(1)), ArrowDown: pane((it) => it.move(1)),
    k: pane((it) => it.move(-1)), ArrowUp: pane((it) => it.move(-1)),
    " ": pane((it) => it.page(1)), PageDown: pane((it) => it.page(1)),
    "S- ": pane((it) => it.page(-1)), PageUp: pane((it) => it.page(-1)),
    g: pane((it) => it.setCursor(0)), Home: pane((it) => it.setCursor(0)),
    G: pane((it) => it.setCursor(it.rows.length - 1)), End: pane((it) => it.setCursor(it.rows.length - 1)),
    h: pane((it) => { it.across.scrollLeft -= scrollStep; }), ArrowLeft: pane((it) => { it.across.scrollLeft -= scrollStep; }),
    l: pane((it) => { it.across.scrollLeft += scrollStep; }), ArrowRight: pane((it) => { it.across.scrollLeft += scrollStep; }),
    Enter: pane((it) => {
      const row = it.rows[it.cursor];
      if (row?.kind === "fold") return it.open(row.key);
      it.list.children[it.cursor - it.first]?.querySelector(".cut")?.click();
    }),
    v: pane((it) => it.nextView()),
    n: () => app.nextChange(1), p: () => app.nextChange(-1),
    "]": () => app.nextFile(1), "[": () => app.nextFile(-1),
    m: () => app.panel.moveMark(1),
    M: () => app.panel.at <= 0 ? app.panel.goToMark(app.panel.listed.length - 1) : app.panel.moveMark(-1),
    t: () => { byId("filter").focus(); byId("filter").select(); },
    "/": () => app.panel.show("search"),
    ".": () => app.panel.moveHit(1), ",": () => app.panel.moveHit(-1),
    d: () => app.goToDefinition(), Backspace: () => app.back(),
    c: () => app.writeNote(), C: () => app.writeCrateNote(),
    r: () => app.readOn(), e: () => app.toggleDone(), u: () => app.nextCrate(),
    o: () => app.showOverview(), q: () => app.showQueue(), b: () => app.panel.toggle(),
    s: () => app.splitPane(), x: () => app.closePane(app.active),
    1: () => step(0), 2: () => step(1), 3: () => step(2),
    Escape: () => app.focus(),
  };
  const inQueue = {
    j: () => app.queue.move(1), ArrowDown: () => app.queue.move(1),
    k: () => app.queue.move(-1), ArrowUp: () => app.queue.move(-1),
    g: () => app.queue.move(-Infinity), G: () => app.queue.move(app.session.items.length),
    Enter: () => app.queue.current && app.openCrate(app.queue.current.id),
    e: () => app.tickInQueue(), u: () => app.nextCrate(),
    q: () => app.item && app.openCrate(app.item.id), Escape: () => app.item && app.openCrate(app.item.id),
  };
  const everywhere = { "?": showKeys, T: () => app.nextTheme() };

  function step(index) {
    if (!app.panes[index]) return;
    app.activate(app.panes[index]);
    app.focus();
  }

  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (!app.session || event.ctrlKey || event.metaKey || event.altKey || byId("dialog").open) return;
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    const isPressed = target instanceof HTMLButtonElement && (event.key === "Enter" || event.key === " ");
    if (isPressed) return;
    const name = event.key === " " && event.shiftKey ? "S- " : event.key;
    const action = everywhere[name] ?? (app.queue.isShown ? inQueue : app.pkg ? inCrate : {})[name];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
