// Light and dark.

import { byId } from "./dom.js";

export const theme = {
  setTheme(theme) {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    this.theme = theme;
    byId("theme").textContent = theme === "light" ? "Light" : theme === "dark" ? "Dark" : "Auto";
  },

  nextTheme() {
    const next = { light: "dark", dark: null }[this.theme ?? ""] ?? (this.theme === "dark" ? null : "light");
    if (next) localStorage.setItem("moat-theme", next);
    else localStorage.removeItem("moat-theme");
    this.setTheme(next);
  },
};
