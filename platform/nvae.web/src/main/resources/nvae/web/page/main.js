import {h, text} from './dom.js';
import {duration, STATES} from './format.js';
import {control} from './net.js';
import {overview} from './overview.js';
import {trialPage} from './trial.js';
import {comparison} from './comparison.js';
import {onThemeChange} from './chart.js';

// The token is in a cookie by now; it need not stay in the address bar or the history.
if (location.search) {
  history.replaceState(null, '', location.pathname + location.hash);
}

const main = document.getElementById('main');
const top = header();
let study = null;
let page = null;

document.getElementById('top').append(top.element);
window.addEventListener('hashchange', show);
onThemeChange(show);
document.addEventListener('keydown', keys);
listen();

function listen() {
  const events = new EventSource('events');
  events.addEventListener('study', event => {
    study = JSON.parse(event.data);
    top.connected(true);
    top.update(study);
    if (page) {
      page.update(study);
    } else {
      show();
    }
  });
  events.addEventListener('end', () => {
    events.close();
    top.ended();
  });
  events.onerror = () => top.connected(false);
}

/** #/ the study, #/trial/ID a trial, #/compare/A/B two of them. */
function show() {
  if (!study || location.hash === '#main') {
    return;
  }
  page?.close();
  const [kind, ...ids] = location.hash.replace(/^#\/?/, '').split('/');
  const known = ids.length > 0 && ids.every(id => study.trials.some(trial => trial.id === id));
  if (kind === 'trial' && known) {
    page = trialPage(ids[0]);
  } else if (kind === 'compare' && known && ids.length === 2) {
    page = comparison(ids[0], ids[1]);
  } else {
    page = overview();
  }
  main.replaceChildren(page.element);
  page.update(study);
  document.title = `${page.title(study)} – NVAE Workbench`;
  window.scrollTo(0, 0);
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
    return;
  }
  if (event.key === 'p' && study?.canControl) {
    control(study.paused ? 'resume' : 'pause');
  } else if (event.key === 'Escape' && location.hash.length > 2) {
    location.hash = '#/';
  }
}

function header() {
  const title = h('a', {href: '#/'});
  const live = h('span', {class: 'live'}, 'connecting');
  const description = h('p', {class: 'description'});
  const counts = h('ul', {class: 'counts'});
  const bar = h('progress', {max: 1, value: 0, 'aria-label': 'share of the study that is done'});
  const pause = h('button', {type: 'button', 'aria-keyshortcuts': 'p', click: () => control(study.paused ? 'resume' : 'pause')});
  const note = h('p', {class: 'note', hidden: true}, 'Looking on: run the study with --web to pause, cancel and retry from here.');
  const element = h('div', {class: 'top'}, h('div', {class: 'title'}, h('h1', {}, title), live, pause), description, counts, bar, note);
  let over = false;

  function update(s) {
    text(title, s.study);
    text(description, s.description);
    description.hidden = !s.description;
    const inPlan = s.trials.filter(trial => trial.inPlan);
    const count = state => inPlan.filter(trial => trial.state === state).length;
    const parts = [`${count('done')} of ${inPlan.length} trials done`];
    for (const state of ['running', 'failed', 'lost']) {
      if (count(state)) {
        parts.push(`${count(state)} ${STATES[state][1].split(',')[0]}`);
      }
    }
    if (s.secondsLeft != null) {
      parts.push(`about ${duration(s.secondsLeft)} left`);
    }
    parts.push(`${duration(s.slotSeconds)} of slot time so far`);
    const shares = inPlan.map(trial => trial.state === 'done' ? 1 : trial.steps ? trial.step / trial.steps : 0);
    bar.value = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
    if (s.paused) {
      parts.unshift('paused');
    }
    const line = parts.join('\n');
    if (counts.dataset.line !== line) {
      counts.dataset.line = line;
      counts.replaceChildren(...parts.map(part => h('li', {}, part)));
    }
    pause.hidden = !s.canControl || over;
    note.hidden = s.canControl;
    text(pause, s.paused ? 'Resume' : 'Pause');
    pause.title = s.paused ? 'Start trials again (p)' : 'Start no further trial; those that run go on (p)';
  }

  return {
    element,
    update,
    connected(is) {
      text(live, is ? 'live' : 'not connected');
      live.classList.toggle('off', !is);
    },
    ended() {
      over = true;
      text(live, 'the run has ended');
      live.classList.add('off');
      pause.hidden = true;
    },
  };
}
