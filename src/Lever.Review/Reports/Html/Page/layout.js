// Boxes of a flame graph in breadth-first order: a level is a run of boxes, and a box's children are a run of the next level. Positions
// are weights, so that a level is searched by bisection and nothing is worked out anew when the view changes.
class Layout {
  constructor(profile) {
    this.profile = profile;
    this.fn = [];
    this.x = [];
    this.w = [];
    this.self = [];
    this.parent = [];
    this.first = [];
    this.past = [];
    this.levels = [0];
    this.slot = new Int32Array(profile.count);
    this.stamp = new Int32Array(profile.count).fill(-1);
  }

  get depth() { return this.levels.length - 1; }

  levelOf(box) {
    let level = 0;
    for (let at = box; this.parent[at] >= 0; at = this.parent[at]) level++;
    return level;
  }

  add(fn, x, w, self, parent) {
    this.fn.push(fn);
    this.x.push(x);
    this.w.push(w);
    this.self.push(self);
    this.parent.push(parent);
  }

  // Opens boxes level by level. `open` gives the groups below a box: what has one function is one group.
  grow(heads, open) {
    const rest = this.profile.data.rest;
    this.levels.push(1);
    for (let box = 0; box < this.fn.length; box++) {
      if (box === this.levels[this.levels.length - 1]) this.levels.push(this.fn.length);
      const groups = open(heads[box], box);
      // The heaviest stands left; what was left out stands last, whatever it weighs.
      if (groups.length > 1) groups.sort((a, b) => (a.fn >= rest) - (b.fn >= rest) || b.w - a.w || a.fn - b.fn);
      let x = this.x[box];
      this.first.push(this.fn.length);
      for (const group of groups) {
        heads.push(group.head);
        this.add(group.fn, x, group.w, group.self, box);
        x += group.w;
      }
      this.past.push(this.fn.length);
    }
    this.levels.push(this.fn.length);
    if (this.levels[this.levels.length - 1] === this.levels[this.levels.length - 2]) this.levels.pop();
    return this;
  }

  group(groups, fn, box) {
    if (this.stamp[fn] !== box) {
      this.stamp[fn] = box;
      this.slot[fn] = groups.length;
      groups.push({ fn, w: 0, self: 0, head: -1 });
    }
    return groups[this.slot[fn]];
  }

  // From callers to callees: below `starts`, which are all threads or the places of one function.
  static down(profile, weights, starts, fn) {
    const layout = new Layout(profile);
    const next = new Int32Array(profile.size).fill(-1);
    let head = -1, w = 0, self = 0;
    for (const start of starts) {
      next[start] = head;
      head = start;
      w += weights.total[start];
      self += weights.self[start];
    }
    layout.add(fn, 0, w, self, -1);
    return layout.grow([head], (from, box) => {
      const groups = [];
      for (let node = from; node >= 0; node = next[node]) {
        for (let child = node + 1; child < profile.end[node]; child = profile.end[child]) {
          if (!(weights.total[child] > 0)) continue;
          const group = layout.group(groups, profile.fn[child], box);
          next[child] = group.head;
          group.head = child;
          group.w += weights.total[child];
          group.self += weights.self[child];
        }
      }
      return groups;
    });
  }

  // From callees to callers. Without a function, the samples' last functions stand on the first level. What weighs less than a
  // ten-thousandth is left out.
  static up(profile, weights, starts, fn) {
    const layout = new Layout(profile);
    const at = Int32Array.from(starts);
    const next = new Int32Array(at.length).fill(-1);
    const amounts = fn < 0 ? weights.self : weights.total;
    const amount = Float64Array.from(starts, node => amounts[node]);
    let head = -1, w = 0;
    for (let entry = 0; entry < at.length; entry++) {
      next[entry] = head;
      head = entry;
      w += amount[entry];
    }
    layout.add(fn, 0, w, 0, -1);
    return layout.grow([head], (from, box) => {
      const groups = [];
      for (let entry = from; entry >= 0;) {
        const after = next[entry];
        const node = fn < 0 && box === 0 ? at[entry] : profile.parent[at[entry]];
        if (node >= 0 && profile.fn[node] >= 0) {
          at[entry] = node;
          const group = layout.group(groups, profile.fn[node], box);
          next[entry] = group.head;
          group.head = entry;
          group.w += amount[entry];
        } else layout.self[box] += amount[entry];
        entry = after;
      }
      return groups.filter(group => group.w >= w * 1e-4);
    });
  }

  // Formats without stacks know a function's neighbours only.
  static neighbours(profile, metric, fn, callers) {
    const layout = new Layout(profile);
    const edges = profile.data.edges;
    const groups = [];
    let hasTime = false;
    for (let edge = 0; edge < edges.caller.length; edge++) hasTime = hasTime || edges.total[edge] > 0;
    for (let edge = 0; edge < edges.caller.length; edge++) {
      if (edges.metric[edge] !== metric || (callers ? edges.callee : edges.caller)[edge] !== fn) continue;
      const group = layout.group(groups, (callers ? edges.caller : edges.callee)[edge], 0);
      group.w += hasTime ? edges.total[edge] : Math.max(0, edges.calls[edge]);
    }
    const below = groups.reduce((sum, group) => sum + group.w, 0);
    const own = hasTime ? profile.data.weights[metric].total[fn] : below;
    layout.add(fn, 0, Math.max(own, below), 0, -1);
    return layout.grow([0], (_, box) => box === 0 ? groups.filter(group => group.w > 0) : []);
  }
}
