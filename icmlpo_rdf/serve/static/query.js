// The query page: answers without leaving the page, Ctrl + Enter, and the full editor where it is installed.
"use strict";

const form = document.getElementById("ask");
const area = document.getElementById("query");
const answer = document.getElementById("answer");

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// The server draws the answer; here only its place on the page is filled anew.
async function ask() {
  answer.classList.add("busy");
  const body = new URLSearchParams({ query: area.value });
  const address = "/query?query=" + encodeURIComponent(area.value);
  const isShort = address.length < 8000;
  const headers = { Accept: "text/html" };
  try {
    const response = await (isShort ? fetch(address, { headers }) : fetch("/query", { method: "POST", headers, body }));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("answer");
    if (!fresh) throw new Error(page.querySelector("h1")?.textContent ?? `${form.dataset.failed} (${response.status} ${response.statusText}).`);
    answer.replaceChildren(...fresh.childNodes);
    history.replaceState(null, "", isShort ? address : "/query");
  } catch (error) {
    answer.replaceChildren(element("p", String(error.message ?? error), { class: "problem", role: "alert" }));
  } finally {
    answer.classList.remove("busy");
    answer.scrollIntoView({ block: "nearest" });
  }
}

form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); ask(); }
});

// The editor marks a prefix that is not declared, though the site knows it.
function declared(query) {
  const known = JSON.parse(form.dataset.prefixes);
  const used = Object.keys(known).filter((one) => new RegExp("(^|[^\\w-])" + one + ":", "m").test(query));
  return used.map((one) => `PREFIX ${one}: <${known[one]}>\n`).join("") + query;
}

const opener = document.getElementById("editor");
if (opener && typeof Yasgui !== "undefined") {
  opener.hidden = false;
  opener.addEventListener("click", () => {
    const place = document.getElementById("yasgui");
    place.hidden = false;
    opener.hidden = true;
    form.hidden = true;
    answer.replaceChildren();
    const yasgui = new Yasgui(place, {
      requestConfig: { endpoint: location.origin + "/sparql", method: "POST" },
      endpointCatalogueOptions: { getData: () => [{ endpoint: location.origin + "/sparql" }] },
      copyEndpointOnNewTab: true,
      persistenceId: null,
    });
    const first = yasgui.getTab();
    yasgui.addTab(true, { name: form.dataset.tab, yasqe: { value: declared(area.value) } });
    for (const one of document.querySelectorAll(".questions a[data-query]")) {
      yasgui.addTab(false, { name: one.dataset.name, yasqe: { value: declared(one.dataset.query) } });
    }
    first.close();
    window.yasgui = yasgui;
  });
}
