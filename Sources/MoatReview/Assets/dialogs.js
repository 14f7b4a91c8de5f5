// What stands in front of the page until it is answered.

import { byId, el } from "./dom.js";

const keys = [
  ["Lines and changes", [
    ["j / k", "Next, previous line"], ["n / p", "Next, previous change (and file)"], ["Space / Shift+Space", "Page down, up"],
    ["g / Shift+G", "First, last line"], ["h / l", "Scroll left, right"], ["Enter", "Open a fold, or a cut line"],
    ["v", "Side by side, unified, whole"], ["d", "Go to a definition"], ["Backspace", "Back to where you were"],
  ]],
  ["Files and marks", [
    ["] / [", "Next, previous file"], ["m / Shift+M", "Next, previous mark"], ["t", "Filter the files"],
    ["/", "Search the crate"], [". / ,", "Next, previous place found"], ["o", "Overview of the crate"],
  ]],
  ["Reading", [
    ["c", "Note at this line"], ["Shift+C", "Note about the crate"], ["r", "Tick this file off, go on"],
    ["e", "Tick this crate off"], ["q", "Queue of crates"], ["u", "Next crate to read"],
  ]],
  ["Page", [
    ["s", "Split: the file in one more pane"], ["1 2 3", "Go to a pane"], ["x", "Close this pane"],
    ["b", "Marks, notes and search"], ["Shift+T", "Light, dark, as the system"], ["Esc", "Close, or back to the lines"],
  ]],
];

function open(...children) {
  const dialog = byId("dialog");
  dialog.replaceChildren(...children);
  dialog.showModal();
  return dialog;
}

export function close() { byId("dialog").close(); }

export function showKeys() {
  open(
    el("h2", {}, "Keys"),
    el("div", { class: "keys" }, keys.flatMap(([title, list]) => [
      el("h3", {}, title),
      ...list.map(([key, text]) => el("div", {}, el("span", {}, text), el("kbd", {}, key))),
    ])),
    el("div", { class: "foot" }, el("button", { type: "button", click: close }, "Close")));
}

// Resolves to the text, to "" to remove the note, or to null.
export function askNote(title, text) {
  return new Promise((resolve) => {
    let answer = null;
    const area = el("textarea", { "aria-label": title });
    area.value = text;
    const save = () => { answer = area.value.trim(); close(); };
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { save(); event.preventDefault(); }
    });
    const dialog = open(
      el("h2", {}, title), area,
      el("div", { class: "foot" },
        el("button", { type: "button", click: save }, "Keep"),
        text ? el("button", { type: "button", class: "plain", click: () => { answer = ""; close(); } }, "Remove") : null,
        el("button", { type: "button", class: "plain", click: close }, "Cancel"),
        el("span", { class: "soft" }, "Ctrl+Enter keeps it")));
    dialog.addEventListener("close", () => resolve(answer), { once: true });
    area.focus();
  });
}

export function choose(title, options) {
  return new Promise((resolve) => {
    let answer = null;
    const dialog = open(
      el("h2", {}, title),
      ...options.map((option) => el("button", {
        type: "button", class: "entry", click: () => { answer = option.value; close(); },
      }, el("span", { class: "where" }, option.where), el("span", { class: "mono" }, option.text))));
    dialog.addEventListener("close", () => resolve(answer), { once: true });
  });
}

export function showText(title, text) {
  open(el("h2", {}, title), el("div", { class: "all" }, text),
    el("div", { class: "foot" }, el("button", { type: "button", click: close }, "Close")));
}
