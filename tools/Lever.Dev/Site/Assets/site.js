"use strict";
(() => {
  const root = document.documentElement;
  const up = root.dataset.up;

  // Light or dark as the system says, until the reader says otherwise.
  const button = document.getElementById("theme");
  const stored = () => { try { return localStorage.getItem("lever-theme"); } catch { return null; } };
  const isDark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const label = () => { button.textContent = isDark() ? "Light" : "Dark"; };
  if (stored()) root.dataset.theme = stored();
  button.hidden = false;
  label();
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("lever-theme", root.dataset.theme); } catch { /* It is forgotten with the page. */ }
    label();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);

  // On a narrow screen the list of pages would push the text away.
  if (matchMedia("(max-width: 50rem)").matches) document.querySelector("nav.site details").open = false;
  document.querySelector("nav.site [aria-current]")?.scrollIntoView({ block: "nearest" });

  const field = document.getElementById("search");
  const list = document.getElementById("results");
  field.closest(".search").hidden = false;
  let chosen = -1;
  let loading = null;

  const load = () => loading ??= new Promise(done => {
    const script = document.createElement("script");
    script.src = up + "search.js";
    script.addEventListener("load", done);
    document.head.append(script);
  });

  // Every word must be found; where it is found decides the order.
  const score = ([, title, section, summary, words], terms) => {
    const name = title.toLowerCase();
    let sum = 0;
    for (const term of terms) {
      const points = name === term ? 60 : name.startsWith(term) ? 30 : name.includes(term) ? 20
        : section.toLowerCase().startsWith(term) ? 8 : summary.toLowerCase().includes(term) ? 6 : (" " + words).includes(" " + term) ? 2 : words.includes(term) ? 1 : 0;
      if (points === 0) return 0;
      sum += points;
    }
    return sum;
  };

  const choose = index => {
    const items = [...list.children];
    if (items.length === 0) return;
    chosen = (index + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    items[chosen].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", items[chosen].id);
  };

  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const show = async () => {
    await load();
    const terms = field.value.toLowerCase().split(/\s+/).filter(term => term !== "");
    if (terms.length === 0) { close(); return; }
    const found = window.leverPages.map(page => [score(page, terms), page]).filter(([points]) => points > 0).sort((a, b) => b[0] - a[0]).slice(0, 12);
    list.replaceChildren(...found.map(([, [path, title, section, summary]], at) => {
      const item = document.createElement("li");
      item.id = "result" + at;
      item.setAttribute("role", "option");
      const link = document.createElement("a");
      link.href = up + path;
      link.tabIndex = -1;
      const name = document.createElement("b");
      name.textContent = title;
      const about = document.createElement("span");
      about.textContent = `${section} · ${summary}`;
      link.append(name, about);
      item.append(link);
      return item;
    }));
    if (found.length === 0) {
      const item = document.createElement("li");
      item.textContent = "No page has all of these words.";
      list.append(item);
    }
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    chosen = -1;
    if (found.length > 0) choose(0);
  };

  field.addEventListener("focus", load);
  field.addEventListener("input", show);
  field.addEventListener("keydown", event => {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter") list.children[chosen]?.querySelector("a")?.click();
    else if (event.key === "Escape") { close(); field.blur(); }
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", event => { if (!field.closest(".search").contains(event.target)) close(); });
  document.addEventListener("keydown", event => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();
