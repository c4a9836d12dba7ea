// Puts the page to work: theme, help, the keys that work everywhere, and the embedded profiles.
function start() {
  const root = document.documentElement;
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const panels = [];
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : system.matches;
  const recolor = () => {
    for (const panel of panels) {
      panel.graph.dark = isDark();
      panel.graph.draw();
    }
  };
  document.querySelector('.theme').addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    recolor();
  });
  system.addEventListener('change', recolor);
  const help = document.querySelector('dialog');
  document.querySelector('.help').addEventListener('click', () => help.showModal());
  for (const place of document.querySelectorAll('.profile')) {
    const data = JSON.parse(document.getElementById(place.dataset.source).textContent);
    const panel = new ProfilePanel(place, data);
    place.panel = panel;
    panels.push(panel);
  }
  recolor();
  // A link may say what to show first: #view=inverted&find=parse.
  const follow = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    if (panels.length > 0) panels[0].follow(wanted.get('view'), wanted.get('find'));
  };
  window.addEventListener('hashchange', follow);
  follow();
  // Keys go to the profile that is in use, or to the first.
  const used = () => panels.find(panel => panel.place.contains(document.activeElement)) ?? panels[0];
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const panel = used();
    if (event.key === 'Escape' && panel?.back()) event.preventDefault();
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
    const views = { f: 'flame', i: 'inverted', s: 'sandwich' };
    if (event.key === '?') help.showModal();
    else if (!panel) return;
    else if (event.key === '/') panel.search.focus();
    else if (event.key === 's' && panel.graph.selected && panel.graph.selected.layer.layout.fn[panel.graph.selected.box] >= 0)
      panel.open(panel.graph.selected.layer.layout.fn[panel.graph.selected.box]);
    else if (views[event.key] && (panel.profile.hasStacks || event.key === 's')) panel.turnTo(views[event.key]);
    else return;
    event.preventDefault();
  });
}

start();
