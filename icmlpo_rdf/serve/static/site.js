// What the pages do better with a script, and well enough without one.
"use strict";

// Lines of a source: #line=40,43 marks lines 41 to 43 (RFC 5147 counts the places between lines).
function markLines() {
  for (const one of document.querySelectorAll(".lit")) one.classList.remove("lit");
  const found = /^#line=(\d+),(\d+)$/.exec(decodeURIComponent(location.hash));
  if (!found) return;
  for (let number = Number(found[1]) + 1; number <= Number(found[2]); number++) {
    document.getElementById("L" + number)?.classList.add("lit");
  }
  document.getElementById("L" + (Number(found[1]) + 1))?.scrollIntoView({ block: "center" });
}

// A thing that only a page speaks of has an IRI with a fragment, which no server sees: show its own page.
function showPart() {
  if (new URLSearchParams(location.search).has("part") || !location.hash) return;
  const fragment = location.hash.slice(1);
  if (/^L\d+$/.test(fragment) || fragment.startsWith("line=") || fragment === "content") return;
  const kept = fragment.replace(/(?:%[89A-F][0-9A-F])+/gi, decodeURIComponent);
  const place = document.getElementById(kept) ?? document.getElementById(decodeURIComponent(fragment));
  if (place?.closest(".own")) location.replace(place.querySelector("a").href);
}

// The mark beside a row leads into a fold, which not every browser opens by itself.
function openProof() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = place?.closest("details.evidence");
  if (fold && !fold.open) { fold.open = true; place.scrollIntoView({ block: "nearest" }); }
}

addEventListener("hashchange", () => { markLines(); showPart(); openProof(); });
try { markLines(); showPart(); openProof(); } catch { /* a fragment that is no text */ }
