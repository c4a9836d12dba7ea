// One profile on the page: its controls, the graph and the table.
class ProfilePanel {
  constructor(place, data) {
    this.place = place;
    this.profile = new Profile(data);
    this.choice = { metric: 0, waiting: data.metrics[0].idle > 0 && this.profile.hasStacks ? 'working' : 'all', thread: -1 };
    this.view = this.profile.hasStacks ? 'flame' : 'sandwich';
    this.opened = -1;
    this.layouts = new Map();
    const find = selector => place.querySelector(selector);
    this.search = find('.search');
    this.found = find('.found');
    this.tip = find('.tip');
    this.status = find('.status');
    this.crumb = find('.crumb');
    this.graph = new Graph(find('canvas'), find('.scroller'), find('.spacer'), this.profile);
    this.table = new FunctionTable(find('.functions'), this.profile, fn => this.open(fn));
    this.graph.onSelect = selected => { this.status.textContent = this.describe(selected).join(' · '); };
    this.graph.onHover = (hovered, event) => this.showTip(hovered, event);
    this.graph.onOpen = fn => this.open(fn);
    this.controls(find);
    this.refresh();
  }

  controls(find) {
    const { data } = this.profile;
    this.tabs = [...this.place.querySelectorAll('[data-view]')];
    for (const tab of this.tabs) {
      tab.addEventListener('click', () => this.turnTo(tab.dataset.view));
      if (!this.profile.hasStacks && tab.dataset.view !== 'sandwich') {
        tab.disabled = true;
        tab.title = 'This format holds functions with their callers, but no stacks';
      }
    }
    const fill = (select, options, isShown, set) => {
      select.parentElement.hidden = !isShown;
      for (const [value, text] of options) select.append(new Option(text, value));
      select.addEventListener('change', () => {
        set(select.value);
        this.refresh();
      });
    };
    fill(find('.metric'), data.metrics.map((metric, index) => [index, metric.name || metric.unit]), data.metrics.length > 1,
      value => { this.choice.metric = Number(value); });
    const sums = this.profile.roots.map(root => ({ thread: -1 - this.profile.fn[root], weight: this.rootWeight(root) }));
    sums.sort((a, b) => b.weight - a.weight);
    fill(find('.thread'), [[-1, `all ${sums.length}`], ...sums.map(({ thread, weight }) =>
      [thread, `${visible(data.threads[thread]) || 'thread ' + (thread + 1)} (${shareText(weight, data.metrics[0].sum)})`])], sums.length > 1,
      value => { this.choice.thread = Number(value); });
    const waiting = find('.waiting');
    fill(waiting, [['working', 'working'], ['waiting', 'waiting'], ['all', 'working and waiting']], data.metrics.some(metric => metric.idle > 0) && this.profile.hasStacks,
      value => { this.choice.waiting = value; });
    waiting.value = this.choice.waiting;
    let timer = 0;
    this.search.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.find(), 60);
    });
    this.search.addEventListener('keydown', event => {
      if (event.key !== 'Enter') return;
      this.find();
      this.graph.selectMatch();
    });
    find('.unzoom').addEventListener('click', () => this.graph.reset());
  }

  rootWeight(root) {
    const { total } = this.profile.weights({ metric: 0, waiting: 'all', thread: -1 });
    return total[root];
  }

  turnTo(view) {
    this.view = view;
    this.refresh();
  }

  // Shows what an address asks for; words that mean nothing here are passed over.
  follow(view, text) {
    if (view === 'sandwich' || this.profile.hasStacks && ['flame', 'inverted'].includes(view)) this.turnTo(view);
    if (!text) return;
    this.search.value = text;
    this.find();
  }

  open(fn) {
    if (fn < 0 || fn >= this.profile.data.rest) return;
    this.opened = fn;
    this.turnTo('sandwich');
    this.place.querySelector('.scroller').scrollIntoView({ block: 'nearest' });
  }

  // The function a sandwich starts with: the heaviest by its own weight that is not waiting.
  heaviest() {
    const { self } = this.profile.functionWeights(this.choice);
    let best = 0;
    for (let fn = 0; fn < this.profile.data.rest; fn++) if (self[fn] > self[best]) best = fn;
    return best;
  }

  refresh() {
    if (this.view === 'sandwich' && this.opened < 0) this.opened = this.heaviest();
    for (const tab of this.tabs) tab.setAttribute('aria-pressed', String(tab.dataset.view === this.view));
    this.graph.show(this.layersOfView());
    this.crumb.textContent = this.view === 'sandwich' ? 'Callers above, callees below: ' + visible(this.profile.functions.name[this.opened])
      : this.view === 'inverted' ? 'What ran, and below it what called it; heaviest left' : 'Callers above, what they call below; heaviest left';
    this.status.textContent = '';
    this.showTip(null);
    this.showTable();
    if (this.search.value.trim()) this.find();
    else this.found.textContent = '';
  }

  showTable() {
    this.table.show(this.profile.functionWeights(this.choice), this.unit, this.graph.matches);
  }

  get unit() { return this.profile.metrics[this.choice.metric].unit; }

  layersOfView() {
    const { profile, choice } = this;
    const key = [this.view, choice.metric, choice.waiting, choice.thread, this.view === 'sandwich' ? this.opened : ''].join(' ');
    const known = this.layouts.get(key);
    if (known) return known;
    const weights = profile.hasStacks ? profile.weights(choice) : null;
    const layers = [];
    if (this.view === 'flame') layers.push({ layout: Layout.down(profile, weights, profile.roots, -1) });
    else if (this.view === 'inverted') {
      const ends = [];
      for (let node = 0; node < profile.size; node++) if (weights.self[node] > 0) ends.push(node);
      layers.push({ layout: Layout.up(profile, weights, ends, -1) });
    } else if (!profile.hasStacks) {
      layers.push({ layout: Layout.neighbours(profile, choice.metric, this.opened, true), upward: true, withoutFirst: true },
        { layout: Layout.neighbours(profile, choice.metric, this.opened, false) });
    } else {
      const places = profile.outermost(this.opened);
      layers.push({ layout: Layout.up(profile, weights, places, this.opened), upward: true, withoutFirst: true },
        { layout: Layout.down(profile, weights, places, this.opened) });
    }
    // Sandwiches of many functions would pile up.
    if (this.layouts.size > 24) this.layouts.clear();
    this.layouts.set(key, layers);
    return layers;
  }

  find() {
    const words = this.search.value.trim().toLowerCase();
    const { profile } = this;
    if (!words) {
      this.graph.matches = null;
      this.found.textContent = '';
    } else {
      const { name } = profile.functions;
      this.lowered ??= name.map((text, fn) => (text + ' ' + placeText(profile, fn)).toLowerCase());
      this.graph.matches = Uint8Array.from(this.lowered, (text, fn) => fn < profile.data.rest && text.includes(words) ? 1 : 0);
      const count = this.graph.matches.reduce((sum, hit) => sum + hit, 0);
      this.found.textContent = `${count} function${count === 1 ? '' : 's'}` + (profile.hasStacks
        ? `, on ${profile.data.leftOut.limit > 0 ? 'at least ' : ''}${shareText(profile.matchedWeight(this.graph.matches, this.choice), profile.weights(this.choice).sum)} of the weight` : '');
    }
    this.graph.draw();
    this.showTable();
  }

  // What is said of a box, in a tooltip and to a screen reader.
  describe({ layer, box }) {
    const { profile, unit } = this;
    const { layout } = layer;
    const fn = layout.fn[box];
    const weights = profile.functionWeights(this.choice);
    const whole = profile.hasStacks ? profile.weights(this.choice).sum : weights.sum;
    const lines = [fn < 0 ? 'all' : visible(profile.functions.name[fn])];
    if (fn >= 0 && placeText(profile, fn)) lines.push(placeText(profile, fn));
    const isUpside = this.view === 'inverted' || layer.upward;
    if (isUpside && fn >= 0 && layout.parent[box] >= 0) lines.push(`this path ${amountText(layout.w[box], unit)}, ${shareText(layout.w[box], whole)}`);
    else lines.push(`here ${amountText(layout.w[box], unit)}, ${shareText(layout.w[box], whole)}` + (profile.hasStacks ? `; itself ${amountText(layout.self[box], unit)}, ${shareText(layout.self[box], whole)}` : ''));
    if (layout.parent[box] > 0) lines.push(`${shareText(layout.w[box], layout.w[layout.parent[box]])} of ${layer.upward || this.view === 'inverted' ? 'what it calls' : 'its caller'}`);
    if (fn >= 0 && fn < profile.data.rest) lines.push(`everywhere: self ${shareText(weights.self[fn], weights.sum)}, total ${shareText(weights.total[fn], weights.sum)}`);
    if (fn >= 0 && profile.functions.idle[fn]) lines.push('waiting');
    for (const mark of profile.data.marks?.[fn] ?? []) lines.push('issue ' + mark);
    return lines;
  }

  showTip(hovered, event) {
    this.tip.hidden = !hovered;
    if (!hovered) return;
    this.tip.replaceChildren(...this.describe(hovered).map((line, index) => element('div', index === 0 ? 'tip-name' : '', line)));
    const { offsetWidth, offsetHeight } = this.tip;
    const x = Math.min(event.clientX + 14, document.documentElement.clientWidth - offsetWidth - 8);
    const y = event.clientY + 18 + offsetHeight > window.innerHeight ? event.clientY - offsetHeight - 10 : event.clientY + 18;
    this.tip.style.left = Math.max(4, x) + 'px';
    this.tip.style.top = Math.max(4, y) + 'px';
  }

  // One step back: out of the search, out of the zoom, out of the sandwich.
  back() {
    if (this.search.value) {
      this.search.value = '';
      this.find();
    } else if (this.graph.isZoomed) this.graph.reset();
    else if (this.view === 'sandwich' && this.profile.hasStacks) this.turnTo('flame');
    else return false;
    return true;
  }
}
