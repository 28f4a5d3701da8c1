/** A measured number: as many digits as count. */
export function number(value) {
  if (value == null) {
    return '–';
  }
  const size = Math.abs(value);
  if (Number.isInteger(value)) {
    return value.toLocaleString('en');
  }
  return size >= 1000 ? value.toFixed(0) : size >= 10 ? value.toFixed(2) : size >= 0.01 ? value.toFixed(3) : value.toExponential(1);
}

/** A difference, with its sign. */
export function signed(value) {
  return value == null ? '' : (value < 0 ? '−' : '+') + number(Math.abs(value));
}

/** 48 s, 5 min 12 s, 3 h 04 min, 2 d 03 h. */
export function duration(seconds) {
  if (seconds == null) {
    return '–';
  }
  const s = Math.round(seconds);
  const two = n => String(n).padStart(2, '0');
  if (s < 60) {
    return `${s} s`;
  }
  if (s < 3600) {
    return `${Math.floor(s / 60)} min ${two(s % 60)} s`;
  }
  if (s < 86400) {
    return `${Math.floor(s / 3600)} h ${two(Math.floor(s / 60) % 60)} min`;
  }
  return `${Math.floor(s / 86400)} d ${two(Math.floor(s / 3600) % 24)} h`;
}

/** The share of a trial's training that is done, 0 to 1. */
export function share(trial) {
  return trial.state === 'done' ? 1 : trial.steps > 0 ? Math.min(1, trial.step / trial.steps) : 0;
}

/** What a person knows a trial by. */
export function name(trial) {
  return `${trial.variant}, seed ${trial.seed}`;
}

/** State by a sign and a word, so that colour is never the only difference. */
export const STATES = {
  planned: ['·', 'planned'],
  running: ['▶', 'running'],
  done: ['✓', 'done'],
  failed: ['✕', 'failed'],
  lost: ['↻', 'stopped, goes on when resumed'],
};
