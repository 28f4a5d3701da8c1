import uPlot from './uPlot.esm.js';
import {h, keyed, text} from './dom.js';
import {number} from './format.js';

const dark = matchMedia('(prefers-color-scheme: dark)');
const HEIGHT = 220;
const MOST_NAMED = 8;

/** Charts are drawn, not styled: their colours have to be chosen anew. */
export function onThemeChange(listener) {
  dark.addEventListener('change', listener);
}

const LIGHT_COLOURS = ['#1b1b1b', '#0063b1', '#c24e00', '#007a5a', '#a3247f', '#8a6d00', '#5a4fcf', '#b3001b'];
const DARK_COLOURS = ['#f2f2f2', '#62b5ff', '#ff9a4d', '#3ddbab', '#ff7fd6', '#e6c229', '#b0a8ff', '#ff7a85'];

/** The colour of the index-th thing, told apart by those who see colours differently; beyond eight, dashes help. */
export function colour(index) {
  const colours = dark.matches ? DARK_COLOURS : LIGHT_COLOURS;
  return colours[index % colours.length];
}

export function dash(index) {
  return [[], [7, 3], [2, 3], [9, 3, 2, 3]][Math.floor(index / 8) % 4];
}

/** Brings each thing's values into one line and, if there are several, the band between the lowest and the highest. */
export function meanAndBand(rows) {
  const length = rows[0].length;
  const mean = new Array(length);
  const low = new Array(length);
  const high = new Array(length);
  const filled = rows.map(fill);
  for (let i = 0; i < length; i++) {
    const values = filled.map(row => row[i]).filter(value => value != null);
    mean[i] = values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
    low[i] = values.length ? Math.min(...values) : null;
    high[i] = values.length ? Math.max(...values) : null;
  }
  return {mean, low, high};
}

/** Fills gaps between a curve's points in a straight line, so that seeds that were logged at other steps compare. */
function fill(row) {
  const full = [...row];
  let last = -1;
  for (let i = 0; i < full.length; i++) {
    if (row[i] == null) {
      continue;
    }
    for (let j = last + 1; last >= 0 && j < i; j++) {
      full[j] = row[last] + (row[i] - row[last]) * (j - last) / (i - last);
    }
    last = i;
  }
  return full;
}

/**
 * A chart with a title, which draws what it is given: {steps, lines: [{label, values, index, width?, band?: {low, high}}]}.
 * Dragging zooms, a double click shows everything again.
 *
 * @param options sync: charts of one name share their cursor; extra: an element beside the title
 */
export function chart(title, unit, options) {
  const readout = h('div', {class: 'readout', 'aria-hidden': 'true'});
  const place = h('div', {class: 'plot', role: 'img', 'aria-label': title});
  const empty = h('p', {class: 'empty'}, 'Nothing yet.');
  const element = h('figure', {class: 'chart'},
    h('figcaption', {}, h('span', {}, title, unit ? h('small', {}, ` ${unit}`) : null), options.extra ?? null), place, empty, readout);
  let plot = null;
  let shape = '';
  let lines = [];
  let tail = false;
  const observer = new ResizeObserver(() => plot?.setSize({width: place.clientWidth, height: HEIGHT}));
  observer.observe(place);

  function draw(data) {
    lines = data.lines;
    empty.hidden = lines.length > 0;
    place.hidden = lines.length === 0;
    if (lines.length === 0) {
      destroy();
      return;
    }
    const columns = [data.steps];
    lines.forEach(line => columns.push(line.values));
    lines.forEach(line => line.band && columns.push(line.band.high, line.band.low));
    const next = JSON.stringify(lines.map(line => [line.label, line.index, !!line.band]));
    if (plot && next === shape) {
      plot.setData(columns, !zoomed());
    } else {
      destroy();
      shape = next;
      plot = new uPlot(settings(), columns, place);
    }
    read(plot);
    describe(data);
  }

  /** A person has zoomed in: new points must not throw them out. */
  function zoomed() {
    const x = plot.scales.x;
    const steps = plot.data[0];
    return x.min > steps[0] || x.max < steps[steps.length - 1];
  }

  /** What the picture shows, in words. */
  function describe(data) {
    const words = lines.slice(0, MOST_NAMED).map(line => `${line.label} ${number(last(line))}`);
    place.setAttribute('aria-label', `${title}, up to step ${data.steps[data.steps.length - 1]}. Last values: ${words.join('; ')}.`);
  }

  function settings() {
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--muted').trim();
    const rule = style.getPropertyValue('--rule').trim();
    const axis = {stroke: ink, grid: {stroke: rule, width: 1}, ticks: {stroke: rule, width: 1}, font: '12px system-ui, sans-serif'};
    const series = [{label: 'step'}];
    const bands = [];
    lines.forEach(line => series.push({
      label: line.label, stroke: colour(line.index), dash: line.dash ?? dash(line.index), width: line.width ?? 1.8, spanGaps: true,
      points: {show: line.values.length <= 40, size: 4}}));
    lines.forEach(line => {
      if (line.band) {
        const at = series.length;
        const edge = {stroke: 'transparent', width: 0, points: {show: false}, spanGaps: true};
        series.push({...edge}, {...edge});
        bands.push({series: [at, at + 1], fill: colour(line.index) + '2e'});
      }
    });
    return {
      width: place.clientWidth, height: HEIGHT, series, bands, legend: {show: false},
      axes: [{...axis, size: 34, values: (u, ticks) => ticks.map(tick => Number.isInteger(tick) ? compact(tick) : '')},
        {...axis, size: 56, values: (u, ticks) => ticks.map(small)}],
      scales: {x: {time: false}, y: {range: (u, low, high) => range(u, low, high)}},
      cursor: {points: lines.length <= 12 ? {} : {show: false}, sync: {key: options.sync}},
      hooks: {setCursor: [read]},
    };
  }

  /** All of it, or, if wanted, only what the last three quarters of the steps span: early losses dwarf late differences. */
  function range(u, low, high) {
    let from = low;
    let to = high;
    if (tail) {
      const start = Math.floor(u.data[0].length / 4);
      const values = u.data.slice(1, 1 + lines.length).flatMap(column => column.slice(start)).filter(value => value != null);
      if (values.length) {
        from = values.reduce((a, b) => Math.min(a, b));
        to = values.reduce((a, b) => Math.max(a, b));
      }
    }
    if (from == null || to == null) {
      return [0, 1];
    }
    const margin = (to - from || Math.abs(to) || 1) * 0.06;
    return [from >= 0 ? Math.max(0, from - margin) : from - margin, to + margin];
  }

  /** Names the lines with their values under the cursor, or with their last ones. */
  function read(u) {
    const at = u.cursor.idx;
    const named = lines.slice(0, MOST_NAMED).map(line => [line, at == null ? last(line) : line.values[at]]);
    const entries = [[null, at == null ? null : u.data[0][at]], ...named.filter(([, value]) => value != null)];
    const create = ([line]) => h('span', {class: line ? 'swatched' : ''});
    keyed(readout, entries, ([line]) => line?.label ?? '', create, (entry, [line, value]) => {
      text(entry, line ? `${line.label} ${number(value)}` : value == null ? 'last' : `step ${number(value)}`);
      if (line) {
        entry.style.setProperty('--swatch', colour(line.index));
        entry.classList.toggle('dashed', (line.dash ?? dash(line.index)).length > 0);
      }
    });
  }

  function destroy() {
    plot?.destroy();
    plot = null;
  }

  return {
    element,
    draw,
    /** Whether to scale to the later part only. */
    focusOnTail(on) {
      tail = on;
      plot?.setData(plot.data);
    },
    close() {
      observer.disconnect();
      destroy();
    },
  };
}

function last(line) {
  return line.values.findLast(value => value != null);
}

function compact(tick) {
  return tick >= 10000 ? `${tick / 1000}k` : String(tick);
}

function small(tick) {
  return tick !== 0 && Math.abs(tick) < 0.001 ? tick.toExponential(0) : String(+tick.toPrecision(6));
}
