// The flame graph on a canvas as large as its window: only boxes in sight that are a pixel wide or more are drawn.
const ROW = 19;

class Graph {
  constructor(canvas, scroller, spacer, profile) {
    Object.assign(this, { canvas, scroller, spacer, profile });
    this.layers = [];
    this.selected = null;
    this.hovered = null;
    this.matches = null;
    this.dark = false;
    this.onSelect = () => {};
    this.onHover = () => {};
    this.onOpen = () => {};
    this.pending = false;
    scroller.addEventListener('scroll', () => this.draw());
    new ResizeObserver(() => this.draw()).observe(scroller);
    canvas.addEventListener('mousemove', event => this.hover(this.boxAt(event.offsetX, event.offsetY), event));
    canvas.addEventListener('mouseleave', () => this.hover(null));
    canvas.addEventListener('click', event => {
      const hit = this.boxAt(event.offsetX, event.offsetY);
      if (!hit) return;
      this.select(hit.layer, hit.box);
      this.zoom(hit.layer, hit.box);
    });
    canvas.addEventListener('dblclick', event => {
      const hit = this.boxAt(event.offsetX, event.offsetY);
      if (hit) this.onOpen(hit.layer.layout.fn[hit.box]);
    });
    canvas.addEventListener('keydown', event => this.key(event));
    canvas.addEventListener('focus', () => {
      if (!this.selected && this.layers.length) this.select(this.layers[this.layers.length - 1], 0);
    });
  }

  // Shows layouts one below another; callers stand upside down above what they call.
  show(layouts) {
    let row = 0;
    this.layers = layouts.map(({ layout, upward, withoutFirst }) => {
      const rows = layout.depth - (withoutFirst ? 1 : 0);
      const layer = { layout, upward, row, rows, skip: withoutFirst ? 1 : 0, from: 0, to: layout.w[0], zoomed: 0 };
      row += rows;
      return layer;
    });
    this.rows = row;
    this.selected = this.hovered = null;
    this.spacer.style.height = Math.max(1, row) * ROW + 'px';
    this.scroller.style.height = Math.min(Math.max(row, 6) * ROW + 2, Math.max(240, window.innerHeight * 0.62)) + 'px';
    const last = this.layers[this.layers.length - 1];
    this.scroller.scrollTop = this.layers.length > 1 ? last.row * ROW - this.scroller.clientHeight / 2 : 0;
    this.draw();
  }

  levelRow(layer, level) { return layer.row + (layer.upward ? layer.rows - 1 - (level - layer.skip) : level - layer.skip); }

  draw() {
    if (this.pending) return;
    this.pending = true;
    requestAnimationFrame(() => {
      this.pending = false;
      this.paint();
    });
  }

  paint() {
    const width = this.scroller.clientWidth, height = this.scroller.clientHeight;
    const ratio = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
      this.canvas.style.width = width + 'px';
      this.canvas.style.height = height + 'px';
    }
    const pen = this.canvas.getContext('2d');
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.font = '12px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace';
    pen.textBaseline = 'middle';
    this.letter = this.letter || pen.measureText('mmmmmmmmmm').width / 10;
    const top = this.scroller.scrollTop;
    for (const layer of this.layers) {
      for (let level = layer.skip; level < layer.layout.depth; level++) {
        const y = this.levelRow(layer, level) * ROW - top;
        if (y > -ROW && y < height) this.paintLevel(pen, layer, level, y, width);
      }
    }
    this.outline(pen, this.hovered, 1, top, width);
    this.outline(pen, this.selected, 2, top, width);
  }

  paintLevel(pen, layer, level, y, width) {
    const { layout, from, to } = layer;
    const scale = width / (to - from);
    const end = layout.levels[level + 1];
    for (let box = this.firstIn(layer, level); box < end; box++) {
      const left = (layout.x[box] - from) * scale;
      if (left >= width) break;
      const wide = layout.w[box] * scale;
      if (wide < 1) continue;
      const x = Math.max(0, left);
      const right = Math.min(width, left + wide);
      const fn = layout.fn[box];
      pen.fillStyle = this.fill(fn);
      pen.fillRect(x, y, Math.max(0.75, right - x - 0.5), ROW - 1);
      const letters = Math.floor((right - x - 8) / this.letter);
      if (letters < 2) continue;
      const name = this.nameOf(layer, box);
      pen.fillStyle = this.ink(fn);
      pen.fillText(name.length > letters ? name.slice(0, letters - 1) + '…' : name, x + 4, y + ROW / 2, right - x - 6);
    }
  }

  // The first box of a level that reaches into the view.
  firstIn(layer, level) {
    const { layout, from } = layer;
    let low = layout.levels[level], high = layout.levels[level + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (layout.x[middle] + layout.w[middle] <= from) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  nameOf(layer, box) {
    const fn = layer.layout.fn[box];
    return fn < 0 ? 'all' : visible(this.profile.functions.name[fn]);
  }

  fill(fn) {
    const isDim = this.matches && !(fn >= 0 && this.matches[fn]);
    if (this.matches && !isDim) return this.dark ? '#b45cff' : '#c98bff';
    if (fn < 0 || fn >= this.profile.data.rest) return this.dark ? '#30363d' : '#dfe3e8';
    const cache = this.dark ? (this.darkFills ??= []) : (this.lightFills ??= []);
    const [hue, strong, light] = cache[fn] ??= this.hueOf(fn);
    return isDim ? `hsl(${hue} ${strong * 0.25}% ${this.dark ? 17 : 93}%)` : `hsl(${hue} ${strong}% ${light}%)`;
  }

  // Code of one file has one hue: warm for Python, blue for compiled code, green for built-ins, grey for waiting.
  hueOf(fn) {
    const { file, module, origin, idle } = this.profile.functions;
    const seed = Math.imul((file[fn] >= 0 ? file[fn] : module[fn]) + 2, 0x9e3779b1) >>> 0;
    const spread = (seed % 1000) / 1000;
    const lightness = (this.dark ? 30 : 72) + ((seed >>> 12) % 8);
    if (idle[fn]) return [220, 6, this.dark ? 32 : 80];
    switch (origin[fn]) {
      case 0: return [12 + spread * 36, this.dark ? 58 : 82, lightness];
      case 1: return [95 + spread * 40, this.dark ? 32 : 45, lightness];
      case 2: return [190 + spread * 40, this.dark ? 42 : 62, lightness];
      case 3: return [265 + spread * 20, this.dark ? 30 : 45, lightness + 4];
      default: return [220, 8, this.dark ? 34 : 82];
    }
  }

  ink(fn) {
    if (this.matches && !(fn >= 0 && this.matches[fn])) return this.dark ? '#7d8590' : '#8b949e';
    return this.dark ? '#f0f3f6' : '#1c1f23';
  }

  outline(pen, place, thick, top, width) {
    if (!place) return;
    const { layer, box } = place;
    const scale = width / (layer.to - layer.from);
    const left = Math.max(0, (layer.layout.x[box] - layer.from) * scale);
    const right = Math.min(width, (layer.layout.x[box] + layer.layout.w[box] - layer.from) * scale);
    if (right < left) return;
    pen.strokeStyle = this.dark ? '#ffffff' : '#000000';
    pen.lineWidth = thick;
    const y = this.levelRow(layer, layer.layout.levelOf(box)) * ROW - top;
    pen.strokeRect(left + thick / 2, y + thick / 2, Math.max(2, right - left - thick), ROW - 1 - thick);
  }

  boxAt(x, y) {
    const row = Math.floor((y + this.scroller.scrollTop) / ROW);
    for (const layer of this.layers) {
      const within = row - layer.row;
      if (within < 0 || within >= layer.rows) continue;
      const level = (layer.upward ? layer.rows - 1 - within : within) + layer.skip;
      const weight = layer.from + x / this.scroller.clientWidth * (layer.to - layer.from);
      const pixel = (layer.to - layer.from) / this.scroller.clientWidth;
      for (let box = this.firstIn(layer, level); box < layer.layout.levels[level + 1] && layer.layout.x[box] <= weight; box++) {
        if (layer.layout.w[box] >= pixel && layer.layout.x[box] + layer.layout.w[box] > weight) return { layer, box };
      }
    }
    return null;
  }

  hover(place, event) {
    const isSame = place && this.hovered && place.box === this.hovered.box && place.layer === this.hovered.layer;
    if (!isSame && (place || this.hovered)) {
      this.hovered = place;
      this.draw();
    }
    this.onHover(place, event);
  }

  select(layer, box) {
    this.selected = { layer, box };
    const y = this.levelRow(layer, layer.layout.levelOf(box)) * ROW;
    if (y < this.scroller.scrollTop) this.scroller.scrollTop = y;
    else if (y + ROW > this.scroller.scrollTop + this.scroller.clientHeight) this.scroller.scrollTop = y + ROW - this.scroller.clientHeight;
    const { x, w } = layer.layout;
    if (x[box] < layer.from || x[box] + w[box] > layer.to) {
      // A neighbour outside of the zoomed part is brought into view with its parent.
      this.zoom(layer, Math.max(0, layer.layout.parent[box]));
    }
    this.draw();
    this.onSelect(this.selected);
  }

  // Goes to the widest box that the search found.
  selectMatch() {
    let best = null;
    for (const layer of this.layers) {
      const { fn, w } = layer.layout;
      for (let box = 0; this.matches && box < fn.length; box++) {
        if (fn[box] >= 0 && this.matches[fn[box]] && (!best || w[box] > best.layer.layout.w[best.box])) best = { layer, box };
      }
    }
    if (!best) return;
    this.select(best.layer, best.box);
    this.canvas.focus();
  }

  zoom(layer, box) {
    layer.zoomed = box;
    layer.from = layer.layout.x[box];
    layer.to = layer.from + layer.layout.w[box];
    this.draw();
  }

  reset() {
    for (const layer of this.layers) this.zoom(layer, 0);
  }

  get isZoomed() { return this.layers.some(layer => layer.zoomed !== 0); }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.selected) return;
    const { layer, box } = this.selected;
    const { layout } = layer;
    const inward = layer.upward ? 'ArrowUp' : 'ArrowDown';
    const outward = layer.upward ? 'ArrowDown' : 'ArrowUp';
    const target = {
      [inward]: () => layout.first[box] < layout.past[box] ? [layer, layout.first[box]] : null,
      [outward]: () => layout.parent[box] >= layer.skip ? [layer, layout.parent[box]] : this.across(layer, outward),
      ArrowLeft: () => this.beside(layer, box, -1),
      ArrowRight: () => this.beside(layer, box, 1),
      Home: () => [layer, layer.skip],
    }[event.key];
    if (target) {
      const place = target();
      if (place) this.select(...place);
    } else if (event.key === 'Enter') this.zoom(layer, box);
    else if (event.key === ' ') this.onOpen(layout.fn[box]);
    else return;
    event.preventDefault();
  }

  beside(layer, box, step) {
    const level = layer.layout.levelOf(box);
    const other = box + step;
    return other >= layer.layout.levels[level] && other < layer.layout.levels[level + 1] ? [layer, other] : null;
  }

  // From the chosen function of a sandwich one steps up to its callers and back.
  across(layer, outward) {
    const other = this.layers[this.layers.indexOf(layer) + (outward === 'ArrowUp' ? -1 : 1)];
    if (!other) return null;
    const box = other.upward ? other.layout.first[0] : 0;
    return other.layout.fn.length > box ? [other, box] : null;
  }
}
