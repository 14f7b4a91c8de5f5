// Building the page. Text of a crate only ever becomes a text node or the value of an attribute that
// is text itself; there is no other way in here to put anything on the page.

const plain = new Set(["class", "title", "role", "type", "id", "tabindex", "placeholder", "for"]);

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else if (plain.has(name) || name.startsWith("aria-")) element.setAttribute(name, value);
    else throw new Error(`no attribute ${name}`);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// A line as the server cut it: a text, or classes and texts in turns.
export function parts(line) {
  if (typeof line === "string") return [line];
  const nodes = [];
  for (let index = 0; index < line.length; index += 2) {
    nodes.push(line[index] ? el("span", { class: line[index] }, line[index + 1]) : line[index + 1]);
  }
  return nodes;
}

export const byId = (id) => document.getElementById(id);

export function plural(count, one, many = one + "s") {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

export function split(path) {
  const cut = path.lastIndexOf("/") + 1;
  return [path.slice(0, cut), path.slice(cut)];
}

let timer = 0;
export function toast(text) {
  const element = byId("toast");
  element.textContent = text;
  element.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => element.classList.remove("shown"), 3500);
}
