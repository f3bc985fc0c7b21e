// The search of a site that is files: it loads the few files of names that it needs, as scripts, for a page opened as a file may fetch nothing.
"use strict";

(() => {
  const BLOCKS = 20, MOST = 50;
  const here = document.currentScript.src;
  const waiting = new Map();
  const taken = new Map();
  window.icmlpoSearch = { take: (name, value) => { taken.set(name, value); } };

  function load(name) {
    if (!waiting.has(name)) {
      waiting.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = new URL(`../search/${name}.js`, here).href;
        script.onload = () => done(taken.get(name));
        script.onerror = failed;
        document.head.append(script);
      }));
    }
    return waiting.get(name);
  }

  // As the names were folded: widths, cases, simplified characters, dashes, blanks.
  function folder(alike) {
    const characters = [...alike], table = new Map();
    for (let place = 0; place < characters.length; place += 2) table.set(characters[place], characters[place + 1]);
    return (text) => [...text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("\u03c2", "\u03c3")]
      .map((one) => table.get(one) ?? one).join("")
      .replace(/[\u2010-\u2015\u2212\uff0d\u00b7\u30fb\u2027]/g, "-").replace(/[\s_]+/g, " ").trim();
  }

  const compare = (one, other) => {  // by code points, as the files are sorted
    const a = [...one], b = [...other];
    for (let place = 0; place < Math.min(a.length, b.length); place++) {
      if (a[place] !== b[place]) return a[place].codePointAt(0) - b[place].codePointAt(0);
    }
    return a.length - b.length;
  };

  async function numbers(index, pair) {
    let file = -1;
    while (file + 1 < index.pairs.length && compare(index.pairs[file + 1], pair) <= 0) file++;
    const steps = file < 0 ? undefined : (await load(`pairs-${file}`))[pair];
    let number = 0;
    return steps === undefined ? [] : steps.split(" ").map((step) => number += parseInt(step, 36));
  }

  async function find(wanted) {
    const index = await load("index");
    const fold = folder(index.alike);
    const words = fold(wanted.slice(0, 200)).split(" ").filter(Boolean);
    if (!words.length) return null;
    const pairs = new Set(words.flatMap((word) => { const of = [...word]; return of.slice(1).map((one, place) => of[place] + one); }));
    const lists = await Promise.all([...(pairs.size ? pairs : words.slice(0, 1))].map((pair) => numbers(index, pair)));
    lists.sort((one, other) => one.length - other.length);
    const sets = lists.slice(1).map((list) => new Set(list));
    const blocks = new Map();
    for (const number of lists[0].filter((one) => sets.every((set) => set.has(one)))) {
      const block = Math.floor(number / index.size);
      if (!blocks.has(block) && blocks.size === BLOCKS) break;
      blocks.set(block, [...(blocks.get(block) ?? []), number % index.size]);
    }
    const whole = words.join(" "), best = new Map();
    for (const [block, places] of blocks) {
      const names = await load(`names-${block}`);
      for (const place of places) {
        const [name, language, page, kind, label, labelLanguage] = names[place];
        const folded = fold(name);
        if (!words.every((word) => folded.includes(word))) continue;
        const rank = [folded === whole ? 0 : folded.startsWith(whole) ? 1 : 2, [...folded].length];
        const before = best.get(page);
        if (before && (before.rank[0] - rank[0] || before.rank[1] - rank[1]) <= 0) continue;
        best.set(page, { rank, name, language, page, kind: (index.kinds[document.documentElement.lang] ?? Object.values(index.kinds)[0])[kind], label, labelLanguage });
      }
    }
    return [...best.values()].sort((one, other) => one.rank[0] - other.rank[0] || one.rank[1] - other.rank[1] || compare(one.name, other.name));
  }

  function text(value, language) {
    const made = document.createElement("bdi");
    made.textContent = value;
    if (language) made.lang = language;
    return made;
  }

  function shown(hit, root) {
    const item = document.createElement("li"), name = document.createElement("span"), link = document.createElement("a");
    name.className = "name";
    link.href = new URL(hit.page.split("/").map(encodeURIComponent).join("/"), root).href;
    link.append(text(hit.label ?? hit.name, hit.label ? hit.labelLanguage : hit.language));
    name.append(link);
    item.append(name, " ");
    if (hit.label) {
      const also = document.createElement("span");
      also.className = "note";
      also.append(text(hit.name, hit.language));
      item.append(also, " ");
    }
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = hit.kind;
    item.append(kind);
    return item;
  }

  async function answer() {
    const form = document.querySelector("main form.find"), told = document.getElementById("told");
    const wanted = new URLSearchParams(location.search).get("q") ?? "";
    form.q.value = wanted;
    const say = (words, ...values) => { told.textContent = words.replace("{}", () => values.shift()); };
    try {
      const hits = await find(wanted);
      if (!hits) return;
      document.getElementById("hits").replaceChildren(...hits.slice(0, MOST).map((hit) => shown(hit, new URL("../", form.action))));
      if (!hits.length) say(told.dataset.none, wanted);
      else if (hits.length > MOST) say(told.dataset.more);
      else say(told.dataset.found, hits.length);
    } catch {
      say(told.dataset.broken);
    }
  }

  answer();
})();
