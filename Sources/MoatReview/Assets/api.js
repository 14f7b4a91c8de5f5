// Asking the server. The token comes with the address, after the `#`, which no browser sends anywhere;
// it leaves the address bar at once and stays with this tab.

const key = "moat-token";
const given = location.hash.slice(1);
if (/^[0-9a-f]{64}$/.test(given)) {
  sessionStorage.setItem(key, given);
  history.replaceState(null, "", "/");
}
const token = sessionStorage.getItem(key) ?? "";

export class Refused extends Error {}

async function ask(path, options) {
  let reply;
  try {
    reply = await fetch(path, {
      ...options,
      headers: { ...options.headers, Authorization: `Bearer ${token}` },
      credentials: "omit",
      cache: "no-store",
    });
  } catch {
    throw new Refused("cargo moat review is no longer running");
  }
  if (!reply.ok) throw new Refused((await reply.text()).trim());
  return reply.json();
}

export function get(path, query = {}) {
  const pairs = Object.entries(query).map(([k, v]) => `${k}=${encodeURIComponent(v)}`);
  return ask(`/api/${path}${pairs.length ? "?" + pairs.join("&") : ""}`, {});
}

export function post(path, body) {
  return ask(`/api/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}
