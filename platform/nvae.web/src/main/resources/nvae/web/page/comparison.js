import {h, keyed, text} from './dom.js';
import {name, number, signed, STATES} from './format.js';
import {paced, trialDetails} from './net.js';
import {showPictures} from './overview.js';
import {trialCharts} from './trial.js';

/** Two trials side by side: where their configurations differ, what came out, curves on top of each other. */
export function comparison(a, b) {
  const heads = [h('th', {scope: 'col'}), h('th', {scope: 'col'})];
  const differences = h('tbody');
  const results = h('tbody');
  const drawn = trialCharts();
  const places = [h('div', {class: 'pair'}), h('div', {class: 'pair'})];
  const captions = [h('figcaption'), h('figcaption')];
  let seen = '';
  let pair = [];

  const request = paced(async () => {
    const [left, right] = await Promise.all([trialDetails(a), trialDetails(b)]);
    const x = flat(left.configuration);
    const y = flat(right.configuration);
    const paths = [...new Set([...x.keys(), ...y.keys()])].filter(path => x.get(path) !== y.get(path));
    rows(differences, paths.map(path => [path, x.get(path) ?? '–', y.get(path) ?? '–']));
    await drawn.load(pair);
  }, 2000);

  function rows(body, lines) {
    keyed(body, lines, ([key]) => key, ([key, ...rest]) => h('tr', {}, h('th', {scope: 'row'}, key), rest.map(() => h('td'))),
      (row, [, ...rest]) => rest.forEach((value, index) => text(row.cells[index + 1], value)));
  }

  return {
    element: h('div', {class: 'comparison'}, h('p', {}, h('a', {href: '#/'}, '← the study')), h('h2', {}, 'Side by side'),
      h('div', {class: 'scroll'}, h('table', {}, h('thead', {}, h('tr', {}, h('th', {scope: 'col'}), ...heads)), results, differences)),
      drawn.element, h('p', {class: 'note'}, 'Dashed: test images in the first chart, the second trial in KL per group.'),
      h('div', {class: 'pictures'}, places.map((place, index) => h('figure', {}, place, captions[index])))),
    title: () => 'Side by side',
    update(study) {
      pair = [a, b].map(id => study.trials.find(trial => trial.id === id));
      pair.forEach((trial, index) => {
        heads[index].replaceChildren(h('a', {href: `#/trial/${trial.id}`}, name(trial)));
        showPictures(places[index], trial);
        text(captions[index], name(trial));
      });
      const metrics = [...new Set(pair.flatMap(trial => Object.keys(trial.metrics)))];
      rows(results, [['state', ...pair.map(trial => STATES[trial.state][1])], ['step', ...pair.map(trial => number(trial.step))],
        ...metrics.map(metric => {
          const [x, y] = pair.map(trial => trial.metrics[metric]);
          return [metric, number(x), number(y) + (x == null || y == null ? '' : ` (${signed(y - x)})`)];
        })]);
      const state = pair.map(trial => `${trial.lines} ${trial.state}`).join();
      if (state !== seen) {
        seen = state;
        request();
      }
    },
    close: () => drawn.close(),
  };
}

/** Paths to values, as text. */
function flat(tree, prefix = '', into = new Map()) {
  for (const [key, value] of Object.entries(tree)) {
    if (value && typeof value === 'object' && !Array.isArray(value)) {
      flat(value, `${prefix}${key}.`, into);
    } else {
      into.set(prefix + key, JSON.stringify(value));
    }
  }
  return into;
}
