// How amounts, shares and places are written; the same words as the terminal's.
function trimmed(number, digits) { return String(Number(number.toFixed(digits))); }

function amountText(weight, unit) {
  if (weight === 0) return '0';
  if (unit === 'seconds') {
    if (weight < 1e-3) return trimmed(weight * 1e6, 1) + ' µs';
    return weight < 1 ? trimmed(weight * 1e3, 2) + ' ms' : trimmed(weight, 3) + ' s';
  }
  if (unit === 'bytes') return weight >= 1e6 ? trimmed(weight / 1e6, 1) + ' MB' : trimmed(weight, 0) + ' B';
  return Number(trimmed(weight, 2)).toLocaleString('en-US').replaceAll(',', '\u202f') + (unit !== 'samples' ? '' : weight === 1 ? ' sample' : ' samples');
}

function shareText(part, whole) {
  if (!(whole > 0)) return '–';
  const percent = 100 * part / whole;
  return (percent > 0 && percent < 0.1 ? percent.toPrecision(1) : percent.toFixed(1)) + ' %';
}

// Names come from files: control characters and those that turn the direction of text are shown as what they are not.
function visible(text) { return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd'); }

function placeText(profile, fn) {
  const { file, line, module } = profile.functions;
  const path = file[fn] < 0 ? '' : visible(profile.data.files[file[fn]]);
  if (path === '') return visible(module[fn] < 0 ? '' : profile.data.files[module[fn]]);
  return line[fn] > 0 ? path + ':' + line[fn] : path;
}

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}
