import {h, keyed, text} from './dom.js';
import {chart, colour, dash, meanAndBand} from './chart.js';
import {duration, name, number, share, signed, STATES} from './format.js';
import {cancel, curves, paced, pictureAddress} from './net.js';

const BUCKETS = 150;
const MOST_PICTURES = 6;

/** The whole study on one page. */
export function overview() {
  const parts = [slots(), matrix(), table(), charts(), pictures()];
  const [running, trials, results, ...rest] = parts.map(part => part.element);
  return {
    element: h('div', {}, running, h('div', {class: 'duo'}, trials, results), rest),
    title: study => study.study,
    update: study => parts.forEach(part => part.update(study)),
    close: () => parts.forEach(part => part.close?.()),
  };
}

function section(title, ...content) {
  const heading = h('h2', {}, title);
  return {element: h('section', {}, heading, ...content), heading};
}

/** Trials by variant and seed. Arrow keys walk, Enter opens. */
function matrix() {
  const head = h('tr');
  const body = h('tbody', {keydown: walk});
  const legend = h('p', {class: 'key'}, Object.values(STATES).map(([sign, word]) => h('span', {}, `${sign} ${word.split(',')[0]}`)));
  const {element} = section('Trials', h('div', {class: 'scroll'}, h('table', {class: 'matrix'},
    h('caption', {class: 'hidden'}, 'State of each trial; arrow keys move, Enter opens'), h('thead', {}, head), body)), legend);

  function walk(event) {
    const step = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1]}[event.key];
    const cell = event.target.closest('td');
    if (!step || !cell) {
      return;
    }
    const row = body.rows[cell.parentElement.sectionRowIndex + step[1]];
    const link = row?.cells[cell.cellIndex + step[0]]?.querySelector('a');
    if (link) {
      event.preventDefault();
      body.querySelectorAll('a').forEach(other => { other.tabIndex = -1; });
      link.tabIndex = 0;
      link.focus();
    }
  }

  function cell(trial) {
    return h('td', {}, h('a', {href: `#/trial/${trial.id}`},
      h('span', {class: 'sign', 'aria-hidden': 'true'}), h('span', {class: 'detail'})));
  }

  function fill(element, trial, metric) {
    const link = element.firstElementChild;
    const [sign, word] = STATES[trial.state];
    link.className = `state ${trial.state}`;
    link.style.setProperty('--share', share(trial));
    text(link.children[0], sign);
    const percent = `${Math.floor(100 * share(trial))} %`;
    text(link.children[1], {running: percent, lost: percent, done: number(trial.metrics[metric])}[trial.state] ?? '');
    const spoken = `${name(trial)}: ${word}${trial.state === 'running' ? `, ${percent}` : ''}`;
    if (link.getAttribute('aria-label') !== spoken) {
      link.setAttribute('aria-label', spoken);
    }
    link.title = trial.trouble ? `${spoken}. ${trial.trouble}` : spoken;
  }

  return {
    element,
    update(study) {
      keyed(head, ['', ...study.seeds], String, seed => h('th', {scope: 'col'}, seed === '' ? 'Variant' : `seed ${seed}`), () => {});
      keyed(body, study.variants, variant => variant.label,
        variant => h('tr', {}, h('th', {scope: 'row', 'data-key': 'label'}, variant.label)),
        (row, variant) => {
          const trials = study.trials.filter(trial => trial.variant === variant.label && trial.inPlan);
          row.title = Object.entries(variant.changes).map(([path, value]) => `${path} = ${JSON.stringify(value)}`).join('\n');
          keyed(row, [null, ...trials], trial => trial ? trial.id : 'label', cell,
            (element, trial) => trial && fill(element, trial, study.table.metric));
        });
      if (!body.querySelector('a[tabindex="0"]')) {
        body.querySelectorAll('a').forEach((link, index) => { link.tabIndex = index === 0 ? 0 : -1; });
      }
    },
  };
}

/** What runs where. */
function slots() {
  const list = h('ul', {class: 'slots'});
  const nothing = h('p', {class: 'empty'}, 'No trial is running.');
  const {element, heading} = section('Running', list, nothing);

  function create(trial) {
    return h('li', {},
      h('strong', {}, trial.slot), ' ', h('a', {href: `#/trial/${trial.id}`}, name(trial)),
      h('progress', {max: 1}), h('span', {class: 'detail'}),
      h('button', {type: 'button', class: 'quiet', click: () => cancel(trial)}, 'Cancel'));
  }

  return {
    element,
    update(study) {
      const running = study.trials.filter(trial => trial.state === 'running');
      nothing.hidden = running.length > 0;
      text(heading, study.slots ? `Running (${running.length} of ${study.slots.length} slots)` : 'Running');
      keyed(list, running, trial => trial.id, create, (item, trial) => {
        const progress = item.querySelector('progress');
        progress.value = share(trial);
        progress.setAttribute('aria-label', `${name(trial)}: ${Math.floor(100 * share(trial))} %`);
        text(item.querySelector('.detail'), [`step ${number(trial.step)}${trial.steps ? ` of ${number(trial.steps)}` : ''}`,
          trial.nelbo == null ? null : `NELBO ${number(trial.nelbo)}`,
          trial.imagesPerSecond == null ? null : `${number(trial.imagesPerSecond)} images/s`,
          trial.secondsLeft == null ? null : `${duration(trial.secondsLeft)} left`,
          trial.attempts > 1 ? `attempt ${trial.attempts}` : null].filter(Boolean).join(' · '));
        item.querySelector('button').hidden = !study.canControl;
      });
    },
  };
}

/** Results so far. */
function table() {
  const stamp = h('p', {class: 'note'});
  const metric = h('th', {scope: 'col', class: 'number'});
  const interval = h('th', {scope: 'col', class: 'number'});
  const body = h('tbody');
  const {element, heading} = section('Results so far', stamp, h('div', {class: 'scroll'}, h('table', {class: 'results'},
    h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Variant'), h('th', {scope: 'col', class: 'number'}, 'Seeds'), metric,
      h('th', {scope: 'col', class: 'number'}, '± sd'), h('th', {scope: 'col', class: 'number'}, 'Δ to base'),
      interval)), body)));

  return {
    element,
    update(study) {
      const rows = study.table.rows;
      const done = rows.reduce((sum, row) => sum + row.done, 0);
      const planned = rows.reduce((sum, row) => sum + row.planned, 0);
      text(heading, done < planned ? 'Results so far' : 'Results');
      text(stamp, (done < planned ? `Provisional: ${done} of ${planned} trials done. ` : 'All trials done. ')
        + `${study.table.lowerIsBetter ? 'Lower' : 'Higher'} is better; differences pair equal seeds. The report has all metrics.`);
      text(metric, study.table.metric + (study.table.unit ? ` (${study.table.unit})` : ''));
      text(interval, `${Math.round(100 * study.table.confidence)} % interval (${study.table.interval})`);
      keyed(body, rows, row => row.label,
        () => h('tr', {}, h('th', {scope: 'row'}), ...Array.from({length: 5}, () => h('td', {class: 'number'}))),
        (line, row) => {
          const words = [row.label, `${row.done}/${row.planned}`, number(row.mean), row.sd == null ? '' : number(row.sd),
            signed(row.difference),
            row.low == null ? '' : `[${signed(row.low)}, ${signed(row.high)}]`];
          words.forEach((word, index) => text(line.cells[index], word));
          line.classList.toggle('provisional', row.done < row.planned);
        });
    },
  };
}

/** Curves of all trials, a colour a variant. */
function charts() {
  const sync = 'overview';
  const klVariant = h('select', {'aria-label': 'Variant whose groups are shown', change: () => request()});
  const set = {
    'train.nelbo': chart('NELBO, training', 'nats per image', {sync}),
    'test.nelbo': chart('NELBO, test images', 'nats per image', {sync}),
    'train.kl': chart('KL', 'nats per image', {sync}),
    'train.learningRate': chart('Learning rate', '', {sync}),
    'train.imagesPerSecond': chart('Throughput', 'images per second', {sync}),
  };
  const groups = chart('KL per group', 'top-down, nats per image', {sync, extra: klVariant});
  const all = [...Object.values(set), groups];
  const hidden = new Set();
  let bands = true;
  let seen = '';
  let study = null;

  const lines = h('input', {type: 'checkbox', change: () => { bands = !lines.checked; request(); }});
  const tail = h('input', {type: 'checkbox', checked: true, change: () => focus()});
  const legend = h('div', {class: 'legend', role: 'group', 'aria-label': 'Variants shown'});
  const {element} = section('Curves', h('div', {class: 'choices'},
    h('label', {}, lines, ' every seed as a line'), h('label', {}, tail, ' scale to the later steps'),
    h('span', {class: 'hint'}, 'Drag to zoom, double-click to see everything.')), legend,
    h('div', {class: 'charts'}, all.map(one => one.element)));
  focus();

  function focus() {
    ['train.nelbo', 'test.nelbo'].forEach(metric => set[metric].focusOnTail(tail.checked));
  }

  const request = paced(async () => {
    const shown = study;
    const answers = await Promise.all(Object.keys(set).map(metric => curves(metric, BUCKETS)));
    Object.values(set).forEach((one, index) => one.draw(prepare(shown, answers[index])));
    const variant = klVariant.value || shown.variants[0].label;
    const ids = shown.trials.filter(trial => trial.variant === variant && trial.inPlan).map(trial => trial.id);
    groups.draw(perGroup(await curves('train.klPerGroup', BUCKETS, ids)));
  }, 2000);

  function prepare(shown, answer) {
    const drawn = [];
    shown.variants.forEach((variant, index) => {
      const trials = shown.trials.filter(trial => trial.variant === variant.label && answer.curves[trial.id]);
      if (trials.length === 0 || hidden.has(variant.label)) {
        return;
      }
      if (bands) {
        const {mean, low, high} = meanAndBand(trials.map(trial => answer.curves[trial.id]));
        drawn.push({label: variant.label, values: mean, index, band: trials.length > 1 ? {low, high} : null});
      } else {
        trials.forEach(trial => drawn.push({label: name(trial), values: answer.curves[trial.id], index, width: 1}));
      }
    });
    return {steps: answer.steps, lines: drawn};
  }

  function perGroup(answer) {
    const byGroup = new Map();
    for (const [key, values] of Object.entries(answer.curves)) {
      const group = Number(key.split(':')[1]);
      byGroup.set(group, [...byGroup.get(group) ?? [], values]);
    }
    return {steps: answer.steps, lines: [...byGroup].sort(([a], [b]) => a - b).map(([group, rows]) => (
      {label: `group ${group}`, values: meanAndBand(rows).mean, index: group}))};
  }

  function variantButton(variant) {
    const button = h('button', {type: 'button', class: 'swatch', 'aria-pressed': 'true', click: () => {
      const show = hidden.delete(variant.label) || !hidden.add(variant.label);
      button.setAttribute('aria-pressed', show);
      request();
    }}, variant.label);
    return button;
  }

  return {
    element,
    update(next) {
      study = next;
      keyed(legend, study.variants, variant => variant.label, variantButton, (button, variant) => {
        const index = study.variants.findIndex(other => other.label === variant.label);
        button.style.setProperty('--swatch', colour(index));
        button.classList.toggle('dashed', dash(index).length > 0);
      });
      keyed(klVariant, study.variants, variant => variant.label, variant => h('option', {value: variant.label}, variant.label), () => {});
      const state = study.trials.map(trial => trial.lines).join();
      if (state !== seen) {
        seen = state;
        request();
      }
    },
    close: () => all.forEach(one => one.close()),
  };
}

/** The newest samples and reconstructions. */
function pictures() {
  const list = h('div', {class: 'pictures'});
  const {element} = section('Newest pictures', list);
  return {
    element,
    update(study) {
      const newest = study.trials.filter(trial => trial.samples || trial.reconstructions)
        .sort((a, b) => latest(b) - latest(a)).slice(0, MOST_PICTURES);
      element.hidden = newest.length === 0;
      keyed(list, newest, trial => trial.id, trial => h('figure', {},
        h('div', {class: 'pair'}), h('figcaption', {}, h('a', {href: `#/trial/${trial.id}`}, name(trial)))),
        (figure, trial) => showPictures(figure.firstElementChild, trial));
    },
  };
}

/** Puts a trial's newest samples and reconstructions into a place. */
export function showPictures(place, trial) {
  const shown = ['samples', 'reconstructions'].filter(kind => trial[kind]);
  const create = kind => h('img', {alt: `${kind} of ${name(trial)}`, loading: 'lazy', width: 256, height: 256});
  keyed(place, shown, kind => kind, create, (image, kind) => {
    const address = pictureAddress(trial.id, trial[kind]);
    if (image.getAttribute('src') !== address) {
      image.src = address;
      image.title = `${kind} (${trial[kind].name})`;
    }
  });
}

function latest(trial) {
  return Math.max(trial.samples?.version ?? 0, trial.reconstructions?.version ?? 0);
}
