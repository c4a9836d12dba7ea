// The profile as it was embedded: stacks in preorder as columns, functions as columns, weights by metric.
class Profile {
  constructor(data) {
    this.data = data;
    this.functions = data.functions;
    this.count = data.functions.name.length;
    this.metrics = data.metrics;
    this.threads = data.threads;
    const depths = data.nodes.depth;
    const size = depths.length;
    this.size = size;
    this.fn = Int32Array.from(data.nodes.fn);
    this.parent = new Int32Array(size);
    this.end = new Int32Array(size);
    this.roots = [];
    const open = [];
    for (let node = 0; node < size; node++) {
      while (open.length > depths[node]) this.end[open.pop()] = node;
      this.parent[node] = open.length ? open[open.length - 1] : -1;
      if (!open.length) this.roots.push(node);
      open.push(node);
    }
    while (open.length) this.end[open.pop()] = size;
    this.weighed = new Map();
    this.summed = new Map();
  }

  get hasStacks() { return this.size > 0; }

  // Self and subtree weights of every node for one choice of metric, waiting and thread; worked out once for each.
  weights(choice) {
    const key = choice.metric + ' ' + choice.waiting + ' ' + choice.thread;
    const known = this.weighed.get(key);
    if (known) return known;
    const self = Float64Array.from(this.data.nodes.self[choice.metric]);
    const idle = this.functions.idle;
    for (const root of this.roots) {
      const isShown = choice.thread < 0 || this.fn[root] === -1 - choice.thread;
      for (let node = root; node < this.end[root]; node++) {
        const waits = this.fn[node] >= 0 && idle[this.fn[node]] === 1;
        if (!isShown || (choice.waiting === 'working' && waits) || (choice.waiting === 'waiting' && !waits)) self[node] = 0;
      }
    }
    const total = Float64Array.from(self);
    let sum = 0;
    for (let node = this.size - 1; node >= 0; node--) {
      if (this.parent[node] >= 0) total[this.parent[node]] += total[node];
      else sum += total[node];
    }
    const weights = { self, total, sum };
    this.weighed.set(key, weights);
    return weights;
  }

  // Self and total of every function, recursion counted once. Of all threads they are as written, of stacks that are not embedded too; of one
  // thread they are summed from the embedded stacks.
  functionWeights(choice) {
    const key = choice.metric + ' ' + choice.waiting + ' ' + choice.thread;
    if (!this.summed.has(key)) this.summed.set(key, this.sumFunctions(choice));
    return this.summed.get(key);
  }

  sumFunctions(choice) {
    const exact = this.data.weights[choice.metric];
    if (!this.hasStacks || (choice.thread < 0 && (choice.waiting === 'all' || (choice.waiting === 'working' && !exact.working)))) {
      return { self: exact.self, total: exact.total, sum: this.metrics[choice.metric].sum };
    }
    if (choice.thread < 0 && exact.working) {
      const { sum, idle } = this.metrics[choice.metric];
      const isWorking = choice.waiting === 'working';
      return {
        self: exact.self.map((weight, fn) => (this.functions.idle[fn] === 1) !== isWorking ? weight : 0),
        total: exact.total.map((weight, fn) => isWorking ? exact.working[fn] : weight - exact.working[fn]),
        sum: isWorking ? sum - idle : idle,
      };
    }
    const { self, total, sum } = this.weights(choice);
    const owns = new Float64Array(this.count);
    const totals = new Float64Array(this.count);
    const until = new Int32Array(this.count);
    for (let node = 0; node < this.size; node++) {
      const fn = this.fn[node];
      if (fn < 0) continue;
      owns[fn] += self[node];
      if (node < until[fn]) continue;
      until[fn] = this.end[node];
      totals[fn] += total[node];
    }
    return { self: owns, total: totals, sum };
  }

  // The weight of all stacks that hold a matching function, each counted once.
  matchedWeight(matches, choice) {
    const { total } = this.weights(choice);
    let weight = 0;
    for (let node = 0; node < this.size;) {
      if (this.fn[node] >= 0 && matches[this.fn[node]]) {
        weight += total[node];
        node = this.end[node];
      } else node++;
    }
    return weight;
  }

  // The nodes of a function that no other node of it lies above.
  outermost(fn) {
    const nodes = [];
    for (let node = 0; node < this.size;) {
      if (this.fn[node] === fn) {
        nodes.push(node);
        node = this.end[node];
      } else node++;
    }
    return nodes;
  }
}
