"use strict";
// What a page without script lacks: a choice of language and of dark or light, search, filters, and what is lit.
const root = document.documentElement;
root.dataset.lang = /^zh/i.test(navigator.language) ? "zh" : "en";
root.lang = root.dataset.lang;

addEventListener("DOMContentLoaded", () => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector, of = document) => [...of.querySelectorAll(selector)];
  const known = JSON.parse(one("#ui-index").textContent);
  const query = one("#ui-query"), panel = one("#ui-panel"), hits = one("#ui-hits"), count = one("#ui-count");
  for (const tool of all(".finder, .languages, .theme")) tool.hidden = false;

  // --- Language, dark and light ---
  for (const radio of all(".languages input")) {
    radio.checked = radio.value === root.dataset.lang;
    radio.onchange = () => {
      root.dataset.lang = radio.value;
      root.lang = radio.value === "en" ? "en" : "zh";
    };
  }
  one(".theme").onclick = () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  };

  // --- How texts are compared: width, case and accents folded; by sound, a syllable for each character ---
  const sound = {};
  for (const [syllable, alike] of Object.entries(known.sounds)) for (const one of alike) sound[one] = syllable;
  const fold = (text) => [...text].map((c) => c.normalize("NFKC").toLowerCase()[0] ?? c).join("");
  const spoken = (text) => [...text].map((c) => ` ${sound[c] ?? c}`).join("");
  const initials = (text) => [...text].map((c) => (sound[c] ?? c)[0]).join("");
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
  const latin = (word) => /^[a-z]+$/.test(word);
  const plain = (text) => fold(text.replace(/[“”‘’"'\s]/g, ""));

  const cards = all(".card").map((card) => {
    const called = all(".name [lang]", card).map((part) => part.textContent);
    const names = [...called, ...(known.names[card.id] ?? [])].map(fold);
    return {
      card, names, text: fold(card.textContent), whole: names.map(plain),
      kind: card.classList[1], topic: card.dataset.topic,
      sounds: [...names.map(spoken), ...(known.spelled[card.id] ?? []).map((way) => ` ${way}`)],
      initials: names.map((name) => initials(plain(name))),
    };
  });
  const paragraphs = all("article p.printed, article p.rendering").map((p) => {
    const text = fold(p.textContent);
    return { p, id: p.parentElement.id, text, sounds: p.lang === "zh" ? spoken(text) : "" };
  });

  const finders = (words) => words.map((word) => {
    const at = latin(word) ? new RegExp(`(?<![a-z0-9])${escaped(word)}`) : new RegExp(escaped(word));
    const said = latin(word) && word.length > 3 ? new RegExp(` ${[...word].join(" ?")}`) : null;
    return { word, at, said };
  });
  // How well a record fits, 0 best; undefined where it does not.
  const fit = (one, words, found) => {
    const whole = plain(words.join(" "));
    if (one.whole.includes(whole)) return one.whole[0] === whole ? 0 : 1;
    const name = one.whole.findIndex((text) => text.includes(whole));
    if (name >= 0 && (!latin(whole) || found.every(({ at }) => one.names.some((text) => at.test(text))))) return 2 + (name > 0);
    if (found.every(({ at }) => one.names.some((text) => at.test(text)))) return 4;
    const joined = finders([whole])[0];
    if (joined.said && one.sounds.some((text) => joined.said.test(text))) return 5;
    if (latin(whole) && whole.length > 2 && one.initials.some((text) => text.startsWith(whole))) return 6;
    return found.every(({ at }) => at.test(one.text)) ? 7 : undefined;
  };
  // Where a paragraph holds the words: stretches of its folded text.
  const places = ({ text, sounds }, found, whole) => {
    const stretches = [];
    if (found.every(({ at }) => at.test(text))) {
      for (const { at } of found) for (const m of text.matchAll(new RegExp(at, "g"))) stretches.push([m.index, m[0].length]);
    } else if (whole.said && sounds) {
      for (const m of sounds.matchAll(new RegExp(whole.said, "g"))) {
        const before = sounds.slice(0, m.index).split(" ").length - 1;
        stretches.push([before, m[0].split(" ").length - 1 || 1]);
      }
    }
    return stretches.sort((a, b) => a[0] - b[0]);
  };

  // The records that a run of the text belongs to, the smallest first.
  const owners = (run) => [run.hash?.slice(1), ...(run.dataset.of ?? "").split(" ")].filter(Boolean);

  // --- Search and filters ---
  const chosen = (name) => all(`#ui-panel [name=${name}]:checked`).map((box) => box.value);
  const passes = ({ kind, topic }, kinds, topics) =>
    (!kinds.length || kinds.includes(kind)) && (!topics.length || topics.includes(topic));
  const label = (name) => all(`template#ui-say-${name}`)[0].content.cloneNode(true);
  const shown = (element) => element.offsetParent !== null || getComputedStyle(element).display !== "none";

  const link = (id, ...parts) => {
    const item = document.createElement("li"), a = document.createElement("a");
    a.href = `#${id}`;
    a.append(...parts);
    item.append(a);
    return item;
  };
  const excerpt = ({ p, id }, [at, length]) => {
    const text = p.textContent, from = Math.max(0, at - 18);
    const mark = document.createElement("mark"), number = document.createElement("b"), line = document.createElement("span");
    mark.textContent = text.slice(at, at + length);
    number.textContent = id;
    line.className = "text";
    line.lang = p.lang;
    line.classList.add("only");
    line.append(number, (from ? "…" : "") + text.slice(from, at), mark, text.slice(at + length, at + length + 44), "…");
    return link(id, line);
  };
  const highlight = (stretches) => {
    if (!CSS.highlights) return;
    const ranges = [];
    for (const [p, places] of stretches) {
      const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
      let offset = 0, rest = places.map(([at, length]) => [at, at + length]);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const end = offset + node.length;
        for (const [from, to] of rest) {
          if (from >= end || to <= offset) continue;
          const range = new Range();
          range.setStart(node, Math.max(from, offset) - offset);
          range.setEnd(node, Math.min(to, end) - offset);
          ranges.push(range);
        }
        offset = end;
      }
    }
    CSS.highlights.set("hit", new Highlight(...ranges));
  };

  const search = () => {
    const words = fold(query.value.trim()).split(/\s+/).filter(Boolean);
    const kinds = chosen("kind"), topics = chosen("topic");
    for (const one of cards) one.card.hidden = !passes(one, kinds, topics);
    for (const mark of all("article .mark")) {
      mark.classList.toggle("off", owners(mark).every((id) => document.getElementById(id)?.hidden));
    }
    hits.replaceChildren();
    count.replaceChildren();
    highlight([]);
    if (!words.length && !kinds.length && !topics.length) return;
    const found = finders(words), whole = finders([words.join("")])[0];
    const records = cards.filter(({ card }) => !card.hidden).map((one) => ({ one, fit: words.length ? fit(one, words, found) : 0 }))
      .filter(({ fit }) => fit !== undefined).sort((a, b) => a.fit - b.fit);
    const texts = words.length ? paragraphs.map((one) => [one, places(one, found, whole)]).filter(([, at]) => at.length) : [];
    const seen = texts.filter(([{ p }]) => shown(p));
    for (const { one } of records.slice(0, 60)) {
      const item = link(one.card.id, ...all(".name, .said", one.card).map((part) => part.cloneNode(true)));
      item.className = `card ${one.kind}`;
      hits.append(item);
    }
    for (const [one, at] of seen) hits.append(excerpt(one, at[0]));
    highlight(seen.map(([{ p }, at]) => [p, at]));
    if (records.length + seen.length) count.append(`${records.length} `, label("records"), ` · ${new Set(seen.map(([{ id }]) => id)).size} `, label("paragraphs"));
    else count.append(label("nothing"));
  };
  const close = () => { panel.hidden = true; };
  query.onfocus = () => { panel.hidden = false; };
  query.oninput = () => { panel.hidden = false; search(); };
  panel.onchange = search;
  one("#ui-find").onsubmit = (event) => {
    event.preventDefault();
    hits.querySelector("a")?.click();
  };
  hits.onclick = (event) => { if (event.target.closest("a")) close(); };
  addEventListener("pointerdown", (event) => { if (!event.target.closest(".finder")) close(); });
  one(".finder").addEventListener("focusout", (event) => { if (event.relatedTarget && !event.relatedTarget.closest(".finder")) close(); });
  one(".finder").onkeydown = (event) => {
    const links = all("a", hits), at = links.indexOf(document.activeElement);
    if (event.key === "Escape") { query.focus(); close(); }
    if (event.key === "ArrowDown" && links.length) { links[Math.min(at + 1, links.length - 1)].focus(); event.preventDefault(); }
    if (event.key === "ArrowUp" && at >= 0) { (links[at - 1] ?? query).focus(); event.preventDefault(); }
  };
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) { query.focus(); event.preventDefault(); }
  });

  // --- What the address points at is lit where it stands in the text; what is quoted leads to the smallest record ---
  const arrive = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    for (const run of all("article .mark, article [data-of]")) run.classList.toggle("lit", owners(run).includes(id));
  };
  addEventListener("hashchange", arrive);
  arrive();
  if (root.dataset.start && !location.hash) location.hash = root.dataset.start;
  one("article").addEventListener("click", (event) => {
    const run = event.target.closest("[data-of]");
    if (run && !event.target.closest("a") && getSelection().isCollapsed) location.hash = owners(run)[0];
  });
  const outline = new Map(all(".outline a").map((a) => [a.getAttribute("href").slice(1), a]));
  const watch = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue;
      for (const a of outline.values()) a.removeAttribute("aria-current");
      outline.get(target.closest(".part").id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-15% 0px -75% 0px" });
  for (const block of all("article .block")) watch.observe(block);
});
