"use strict";
// What a page without script lacks: a choice of language and of dark or light, search, filters, and what is lit.
const root = document.documentElement;
root.dataset.lang = root.lang = /^zh/i.test(navigator.language) ? "zh" : "en";

addEventListener("DOMContentLoaded", () => {
  const one = (selector, of = document) => of.querySelector(selector);
  const all = (selector, of = document) => [...of.querySelectorAll(selector)];
  const make = (name, text = "") => Object.assign(document.createElement(name), { textContent: text });
  const query = one("#ui-query"), panel = one("#ui-panel"), hits = one("#ui-hits"), count = one("#ui-count");
  for (const tool of all(".finder, .languages, .theme")) tool.hidden = false;

  // --- Language, dark and light ---------------------------------------------------------------------

  for (const radio of all(".languages input")) {
    radio.checked = radio.value === root.dataset.lang;
    radio.onchange = () => {
      root.dataset.lang = radio.value;
      root.lang = radio.value === "en" ? "en" : "zh";
      if (query.value) search();
    };
  }
  one(".theme").onclick = () => {
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    root.dataset.theme = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
  };

  // --- What an address leads to, and what the text leads to -----------------------------------------

  // The records that a run of the text belongs to, the smallest first.
  const owners = (run) => [run.hash?.slice(1), ...(run.dataset.of ?? "").split(" ")].filter(Boolean);
  const runs = all("article .mark, article [data-of]");
  const light = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    for (const run of runs) run.classList.toggle("lit", owners(run).includes(id));
  };
  addEventListener("hashchange", light);
  light();
  if (root.dataset.start && !location.hash) location.hash = root.dataset.start;

  one("article").addEventListener("click", (event) => {
    const run = event.target.closest("[data-of]");
    if (run && !event.target.closest("a") && getSelection().isCollapsed) location.hash = owners(run)[0];
  });

  const outline = new Map(all(".outline a").map((a) => [a.hash.slice(1), a]));
  const watch = new IntersectionObserver((seen) => {
    for (const { target } of seen.filter((entry) => entry.isIntersecting)) {
      for (const a of outline.values()) a.removeAttribute("aria-current");
      outline.get(target.closest(".part").id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-15% 0px -75% 0px" });
  for (const block of all("article .block")) watch.observe(block);

  // --- How texts are compared: width and case folded; by sound, a syllable for each character -------

  const sound = {};
  const fold = (text) => text.replace(/[\u3000\uff01-\uff5e]/g, (wide) => wide.normalize("NFKC")).toLowerCase();
  const plain = (text) => fold(text).replace(/[“”‘’"'\s]/g, "");
  const spoken = (text) => text.split("").map((c) => ` ${sound[c] ?? c}`).join("");
  const initials = (text) => text.split("").map((c) => (sound[c] ?? c)[0]).join("");
  const latin = (word) => /^[a-z]+$/.test(word);

  // How a word is looked for: Latin from the beginning of a word on, and from four letters on by sound.
  const finder = (word) => {
    const escaped = word.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
    return {
      at: new RegExp((latin(word) ? "(?<![a-z0-9])" : "") + escaped, "g"),
      said: latin(word) && word.length > 3 ? new RegExp(` ${[...word].join(" ?")}`, "g") : null,
    };
  };
  const holds = (pattern, text) => text.search(pattern) >= 0;

  // What there is to find, made at the first search.
  let known;
  const everything = () => {
    if (known) return known;
    const { names, spelled, sounds } = JSON.parse(one("#ui-index").textContent);
    for (const [syllable, alike] of Object.entries(sounds)) for (const c of alike) sound[c] = syllable;
    const cards = all(".card", one("article")).map((card) => {
      const called = [...all(".name [lang]", card).map((name) => name.textContent), ...(names[card.id] ?? [])].map(fold);
      const bare = called.map(plain);
      return {
        card, called, bare, kind: card.classList[1], topic: card.dataset.topic, text: fold(card.textContent),
        sounds: [...called.map(spoken), ...(spelled[card.id] ?? []).map((way) => ` ${way}`)],
        initials: bare.map(initials),
      };
    });
    const texts = all("article p.printed, article p.rendering").map((p) => {
      const text = fold(p.textContent);
      return { p, id: p.parentElement.id, text, sounds: p.lang === "zh" ? spoken(text) : "" };
    });
    return known = { cards, texts };
  };

  // How well a record answers, 0 best: called so, has it in its name, sounds so, or says it; undefined if not at all.
  const fit = (record, asked) => {
    const { whole, words, phrase, joined } = asked;
    if (record.bare[0] === whole) return 0;
    if (record.bare.includes(whole)) return 1;
    const inside = record.called.findIndex((name) => holds(phrase.at, name));
    if (inside >= 0) return inside < 2 ? 2 : 3; // in its name, Chinese or English, or in another
    if (words.every(({ at }) => record.called.some((name) => holds(at, name)))) return 4;
    if (joined.said && record.sounds.some((name) => holds(joined.said, name))) return 5;
    if (latin(whole) && whole.length > 2 && record.initials.some((name) => name.startsWith(whole))) return 6;
    return words.every(({ at }) => holds(at, record.text)) ? 7 : undefined;
  };

  // Where a paragraph holds what is asked, or what sounds so: [from, to] in its text.
  const places = ({ text, sounds }, { words, joined }) => {
    if (words.every(({ at }) => holds(at, text))) {
      const found = words.flatMap(({ at }) => [...text.matchAll(at)]);
      return found.map((match) => [match.index, match.index + match[0].length]).sort(([a], [b]) => a - b);
    }
    if (!joined.said) return [];
    const characters = (spelled) => spelled.split(" ").length - 1; // each has a space before it
    return [...sounds.matchAll(joined.said)].map((match) => {
      const from = characters(sounds.slice(0, match.index));
      return [from, from + characters(match[0])];
    });
  };

  // --- Search and filters ---------------------------------------------------------------------------

  const link = (id, ...parts) => {
    const item = make("li"), a = make("a");
    a.href = `#${id}`;
    a.append(...parts);
    item.append(a);
    return item;
  };
  const excerpt = ({ p, id }, [from, to]) => {
    const text = p.textContent, begin = Math.max(0, from - 18), line = make("span");
    Object.assign(line, { className: "text only", lang: p.lang });
    line.append(make("b", id), (begin ? "…" : "") + text.slice(begin, from), make("mark", text.slice(from, to)));
    line.append(text.slice(to, to + 44) + (to + 44 < text.length ? "…" : ""));
    return link(id, line);
  };
  const highlight = (found) => {
    if (!CSS.highlights) return;
    const ranges = [];
    for (const { p, at } of found) {
      const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
      for (let node, begin = 0; (node = walker.nextNode()); begin += node.length) {
        for (const [from, to] of at.filter(([from, to]) => from < begin + node.length && to > begin)) {
          const range = new Range();
          range.setStart(node, Math.max(from - begin, 0));
          range.setEnd(node, Math.min(to - begin, node.length));
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("hit", new Highlight(...ranges));
  };
  const say = (name) => one(`#ui-say-${name}`).content.cloneNode(true);
  const chosen = (name) => all(`[name=${name}]:checked`, panel).map((box) => box.value);

  const search = () => {
    const { cards, texts } = everything();
    const typed = fold(query.value.trim()).split(/\s+/).filter(Boolean), whole = plain(typed.join(""));
    const asked = whole && { whole, words: typed.map(finder), phrase: finder(typed.join(" ")), joined: finder(whole) };
    const kinds = chosen("kind"), topics = chosen("topic"), filtered = kinds.length + topics.length > 0;
    one(".finder").classList.toggle("filtered", filtered);
    for (const { card, kind, topic } of cards) {
      card.hidden = !((!kinds.length || kinds.includes(kind)) && (!topics.length || topics.includes(topic)));
    }
    const hidden = new Set(cards.filter(({ card }) => card.hidden).map(({ card }) => card.id));
    for (const run of runs) run.classList.toggle("off", owners(run).every((id) => hidden.has(id)));
    const records = cards.filter(({ card }) => (asked || filtered) && !card.hidden)
      .map((record) => ({ ...record, fit: asked ? fit(record, asked) : 0 }))
      .filter((record) => record.fit !== undefined).sort((a, b) => a.fit - b.fit);
    const found = texts.filter(({ p }) => asked && getComputedStyle(p).display !== "none")
      .map((text) => ({ ...text, at: places(text, asked) })).filter(({ at }) => at.length);
    hits.replaceChildren(...records.slice(0, 60).map(({ card, kind }) => {
      const called = Object.assign(make("span"), { className: "kind" });
      called.append(...all(`[value=${kind}] + span [lang]`, panel).map((name) => name.cloneNode(true)));
      const item = link(card.id, called, ...all(".name, .said", card).map((part) => part.cloneNode(true)));
      item.className = card.className;
      return item;
    }), ...found.map((text) => excerpt(text, text.at[0])));
    highlight(found);
    count.replaceChildren();
    const paragraphs = new Set(found.map(({ id }) => id)).size;
    if (records.length || paragraphs) {
      count.append(`${records.length} `, say("records"), ` · ${paragraphs} `, say("paragraphs"));
    } else if (asked || filtered) count.append(say("nothing"));
  };

  const close = () => { panel.hidden = true; };
  query.onfocus = () => { panel.hidden = false; };
  query.oninput = () => { panel.hidden = false; search(); };
  panel.onchange = search;
  hits.onclick = (event) => { if (event.target.closest("a")) close(); };
  one("#ui-find").onsubmit = (event) => {
    event.preventDefault();
    one("a", hits)?.click();
  };
  addEventListener("pointerdown", (event) => { if (!event.target.closest(".finder")) close(); });
  one(".finder").addEventListener("focusout", (event) => {
    if (event.relatedTarget && !event.relatedTarget.closest(".finder")) close();
  });
  one(".finder").onkeydown = (event) => {
    const links = all("a", hits), at = links.indexOf(document.activeElement);
    if (event.key === "Escape") { query.focus(); close(); }
    else if (event.key === "ArrowDown" && at + 1 < links.length) links[at + 1].focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? query).focus();
    else return;
    event.preventDefault();
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || document.activeElement.matches("input[type=search]")) return;
    query.focus();
    event.preventDefault();
  });
});
