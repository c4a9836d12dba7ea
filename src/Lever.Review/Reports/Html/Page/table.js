// The functions as a table that can be sorted; as many rows as one reads, more on request.
class FunctionTable {
  constructor(place, profile, onOpen) {
    this.profile = profile;
    this.onOpen = onOpen;
    this.order = 'self';
    this.isDescending = true;
    this.shown = 50;
    this.body = place.querySelector('tbody');
    this.note = place.querySelector('.table-note');
    this.more = place.querySelector('.table-more');
    this.heads = [...place.querySelectorAll('th[data-order]')];
    for (const head of this.heads) head.querySelector('button').addEventListener('click', () => this.sort(head.dataset.order));
    this.more.addEventListener('click', () => {
      this.shown += 200;
      this.fill();
    });
    place.querySelector('.calls').hidden = !this.hasCalls;
  }

  get hasCalls() { return this.profile.functions.calls.length > 0; }

  sort(order) {
    this.isDescending = order === this.order ? !this.isDescending : order !== 'name';
    this.order = order;
    this.fill();
  }

  show(weights, unit, matches) {
    Object.assign(this, { weights, unit, matches });
    this.fill();
  }

  fill() {
    const { name, calls, idle } = this.profile.functions;
    const { self, total, sum } = this.weights;
    const rows = [];
    for (let fn = 0; fn < this.profile.data.rest; fn++) {
      if ((self[fn] > 0 || total[fn] > 0) && (!this.matches || this.matches[fn])) rows.push(fn);
    }
    const sign = this.isDescending ? -1 : 1;
    const key = { self: fn => self[fn], total: fn => total[fn], calls: fn => calls[fn] ?? -1 }[this.order];
    rows.sort(key ? (a, b) => sign * (key(a) - key(b)) || a - b : (a, b) => sign * (name[a] < name[b] ? -1 : name[a] > name[b] ? 1 : 0) || a - b);
    for (const head of this.heads) {
      if (head.dataset.order === this.order) head.setAttribute('aria-sort', this.isDescending ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
    this.body.replaceChildren(...rows.slice(0, this.shown).map(fn => {
      const row = element('tr');
      row.append(this.bar(self[fn], sum), element('td', 'number wide', amountText(self[fn], this.unit)),
        this.bar(total[fn], sum), element('td', 'number wide', amountText(total[fn], this.unit)));
      if (this.hasCalls) row.append(element('td', 'number', calls[fn] < 0 ? '' : String(calls[fn])));
      const cell = element('td', 'function');
      const open = element('button', 'link', visible(name[fn]));
      open.title = 'Its callers and callees';
      open.addEventListener('click', () => this.onOpen(fn));
      cell.append(open);
      if (idle[fn]) cell.append(element('span', 'badge', 'waiting'));
      for (const mark of this.profile.data.marks?.[fn] ?? []) {
        const link = element('a', 'badge issue', 'issue ' + mark);
        link.href = '#issue-' + mark;
        cell.append(link);
      }
      cell.append(element('span', 'place', placeText(this.profile, fn)));
      row.append(cell);
      return row;
    }));
    this.more.hidden = rows.length <= this.shown;
    this.note.textContent = `${Math.min(this.shown, rows.length)} of ${rows.length} functions`
      + (this.profile.data.leftOut.functions > 0 ? `; ${this.profile.data.leftOut.functions} lighter ones are not in this file` : '');
  }

  bar(part, sum) {
    const cell = element('td', 'number share');
    const fill = element('span', 'bar');
    fill.style.width = (sum > 0 ? Math.min(100, 100 * part / sum) : 0).toFixed(1) + '%';
    cell.append(fill, element('span', '', shareText(part, sum)));
    return cell;
  }
}
