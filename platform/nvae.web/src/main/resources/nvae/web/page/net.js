/** Asks the workbench; throws an Error with its own words if it refuses. */
async function ask(path, options) {
  const response = await fetch(path, options);
  if (!response.ok) {
    const said = await response.text();
    let why = said;
    try {
      why = JSON.parse(said).error ?? said;
    } catch {
      // Not JSON: the text says it.
    }
    throw new Error(why || response.statusText);
  }
  return response;
}

/** Curves over common steps: {steps, curves: {id: values}}. Without trials, those of all. */
export async function curves(metric, buckets, trials = []) {
  const query = new URLSearchParams({metric, buckets});
  trials.forEach(trial => query.append('trial', trial));
  return (await ask(`api/curves?${query}`)).json();
}

export async function trialDetails(id) {
  return (await ask(`api/trial/${id}`)).json();
}

export async function log(id) {
  return (await ask(`api/trial/${id}/log`)).text();
}

export function pictureAddress(id, picture) {
  return `api/trial/${id}/picture/${picture.name}?${picture.version}`;
}

/** Pauses, resumes, cancels or retries; what went wrong is shown to the person. */
export async function control(action, trial) {
  try {
    await ask('api/control', {method: 'POST', body: JSON.stringify({action, trial})});
    say({pause: 'Paused: running trials go on, no other starts.', resume: 'Trials start again.',
      cancel: 'The trial is being ended.', retry: 'The trial is queued again.'}[action]);
  } catch (e) {
    say(e.message);
  }
}

/** Cancels a trial, once the person has said so twice. */
export function cancel(trial) {
  if (confirm(`End ${trial.variant}, seed ${trial.seed}? Its check-points stay.`)) {
    control('cancel', trial.id);
  }
}

/** Shows a short message, also to screen readers. */
export function say(message) {
  const place = document.getElementById('messages');
  place.textContent = message;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { place.textContent = ''; }, 6000);
}

/** Runs work now and again when asked, never twice at a time and never sooner than the pause allows. */
export function paced(work, pauseMillis) {
  let busy = false;
  let due = false;
  return async function request() {
    due = true;
    if (busy) {
      return;
    }
    busy = true;
    while (due) {
      due = false;
      try {
        await work();
      } catch (e) {
        say(e.message);
      }
      await new Promise(done => setTimeout(done, pauseMillis));
    }
    busy = false;
  };
}
