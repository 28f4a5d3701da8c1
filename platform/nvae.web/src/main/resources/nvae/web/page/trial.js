import {h, keyed, text} from './dom.js';
import {chart} from './chart.js';
import {duration, name, number, share, STATES} from './format.js';
import {cancel, control, curves, log, paced, trialDetails} from './net.js';
import {showPictures} from './overview.js';

const BUCKETS = 400;

/** One trial. */
export function trialPage(id) {
  const heading = h('h2', {tabindex: -1});
  const facts = h('p', {class: 'facts'});
  const trouble = h('p', {class: 'trouble', hidden: true});
  const end = h('button', {type: 'button', click: () => cancel(current)}, 'Cancel');
  const retry = h('button', {type: 'button', click: () => control('retry', id)}, 'Retry');
  const other = h('select', {'aria-label': 'Compare with', change: () => { location.hash = `#/compare/${id}/${other.value}`; }},
    h('option', {value: '', 'data-key': ''}, 'Compare with ...'));
  const drawn = trialCharts();
  const images = h('div', {class: 'pair large'});
  const imageSection = h('section', {}, h('h3', {}, 'Newest pictures'), images);
  const attempts = h('ol', {class: 'attempts'});
  const metrics = h('dl', {class: 'metrics'});
  const metricSection = h('section', {}, h('h3', {}, 'Result'), metrics);
  const tail = h('pre', {class: 'log', tabindex: 0, 'aria-label': 'the end of the log'});
  const configuration = h('pre', {});
  let seen = '';
  let current = null;

  const request = paced(async () => {
    const [details, lines] = await Promise.all([trialDetails(id), log(id)]);
    keyed(attempts, details.attempts, attempt => attempt.number, () => h('li'), (item, attempt) => text(item,
      `${new Date(attempt.started).toLocaleString()} on ${attempt.slot}, `
      + (attempt.ended ? `${duration((attempt.ended - attempt.started) / 1000)}, ${attempt.reason}` : 'running')
      + (attempt.message ? `: ${attempt.message}` : '')));
    text(configuration, tree(details.configuration, ''));
    const atEnd = tail.scrollTop + tail.clientHeight >= tail.scrollHeight - 20;
    text(tail, lines || 'The log is empty.');
    if (atEnd) {
      tail.scrollTop = tail.scrollHeight;
    }
    await drawn.load([current]);
  }, 1500);

  return {
    element: h('div', {class: 'trial'}, h('p', {}, h('a', {href: '#/'}, '← the study')), heading, facts, trouble,
      h('div', {class: 'choices'}, end, retry, other), drawn.element, imageSection, metricSection,
      h('section', {}, h('h3', {}, 'Log'), tail), h('section', {}, h('h3', {}, 'Attempts'), attempts),
      h('details', {}, h('summary', {}, 'Configuration'), configuration)),
    title: study => name(study.trials.find(trial => trial.id === id)),
    update(study) {
      current = study.trials.find(trial => trial.id === id);
      text(heading, name(current));
      text(facts, factsOf(current));
      trouble.hidden = !current.trouble;
      text(trouble, current.trouble);
      end.hidden = !study.canControl || current.state !== 'running';
      retry.hidden = !study.canControl || current.state !== 'failed';
      keyed(other, [null, ...study.trials.filter(trial => trial.id !== id)], trial => trial?.id ?? '',
        trial => h('option', {value: trial.id}, name(trial)), () => {});
      imageSection.hidden = !current.samples && !current.reconstructions;
      showPictures(images, current);
      const values = Object.entries(current.metrics);
      metricSection.hidden = values.length === 0;
      keyed(metrics, values, ([metric]) => metric, ([metric]) => h('div', {}, h('dt', {}, metric), h('dd')),
        (pair, [, value]) => text(pair.lastElementChild, number(value)));
      const state = `${current.lines} ${current.state} ${current.attempts}`;
      if (state !== seen) {
        seen = state;
        request();
      }
    },
    close: () => drawn.close(),
  };
}

function factsOf(trial) {
  return [`${STATES[trial.state][0]} ${STATES[trial.state][1]}`, trial.from ? `from ${trial.from}` : null,
    trial.steps ? `step ${number(trial.step)} of ${number(trial.steps)} (${Math.floor(100 * share(trial))} %)` : null,
    trial.state === 'running' ? `on ${trial.slot}` : null,
    trial.secondsLeft == null ? null : `${duration(trial.secondsLeft)} left`, trial.id].filter(Boolean).join(' · ');
}

/** YAML-like, to read. */
function tree(value, indent) {
  return Object.entries(value).map(([key, item]) => item && typeof item === 'object' && !Array.isArray(item) && Object.keys(item).length
    ? `${indent}${key}:\n${tree(item, indent + '  ')}`
    : `${indent}${key}: ${typeof item === 'object' ? JSON.stringify(item) : item}\n`).join('');
}

/** The charts of one trial, or of two on top of each other. */
export function trialCharts() {
  const nelbo = chart('NELBO', 'nats per image', {sync: 'trial'});
  const groups = chart('KL per group', 'top-down, nats per image', {sync: 'trial'});
  const rate = chart('Learning rate', '', {sync: 'trial'});
  const throughput = chart('Throughput', 'images per second', {sync: 'trial'});
  const all = [nelbo, groups, rate, throughput];
  nelbo.focusOnTail(true);

  function lines(trials, answer, label, index) {
    return trials.filter(trial => answer.curves[trial.id]).map((trial, at) => (
      {label: trials.length > 1 ? `${label}${name(trial)}` : label || name(trial), values: answer.curves[trial.id], index: index(at)}));
  }

  /** Two answers over their own steps, as one. */
  function merge(a, b) {
    const steps = [...new Set([...a.steps, ...b.steps])].sort((x, y) => x - y);
    const place = new Map(steps.map((step, at) => [step, at]));
    const spread = answer => Object.fromEntries(Object.entries(answer.curves).map(([id, values]) => {
      const row = new Array(steps.length).fill(null);
      values.forEach((value, at) => { row[place.get(answer.steps[at])] = value; });
      return [id, row];
    }));
    return {steps, a: {curves: spread(a)}, b: {curves: spread(b)}};
  }

  return {
    element: h('section', {}, h('h3', {}, 'Curves'), h('div', {class: 'charts'}, all.map(one => one.element))),
    async load(trials) {
      const ids = trials.map(trial => trial.id);
      const [train, test, kl, rates, speeds] = await Promise.all(['train.nelbo', 'test.nelbo', 'train.klPerGroup', 'train.learningRate',
        'train.imagesPerSecond'].map(metric => curves(metric, BUCKETS, ids)));
      const both = merge(train, test);
      const several = trials.length > 1;
      nelbo.draw({steps: both.steps, lines: [
        ...lines(trials, both.a, several ? 'train: ' : 'training', at => several ? at + 1 : 1),
        ...lines(trials, both.b, several ? 'test: ' : 'test images', at => several ? at + 1 : 2)
          .map(line => several ? {...line, dash: [6, 4]} : line)]});
      groups.draw({steps: kl.steps, lines: Object.entries(kl.curves).map(([key, values]) => {
        const [trial, group] = key.split(':');
        const at = ids.indexOf(trial);
        const label = several ? `group ${group}, ${name(trials[at])}` : `group ${group}`;
        return {label, values, index: Number(group), dash: at ? [6, 4] : undefined};
      })});
      rate.draw({steps: rates.steps, lines: lines(trials, rates, '', at => at + 1)});
      throughput.draw({steps: speeds.steps, lines: lines(trials, speeds, '', at => at + 1)});
    },
    close: () => all.forEach(one => one.close()),
  };
}
