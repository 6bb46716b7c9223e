// Watches a report being drawn: asks how far it is, and shows the finished edition or the reason of a failure.
"use strict";

const panel = document.querySelector("[data-status]");
const bar = panel.querySelector("progress");
const stage = panel.querySelector("[data-stage-name]");
const QUICK = 700; // milliseconds between two questions
const SLOW = 5000; // when the portal does not answer

async function watch() {
  let pause = QUICK;
  try {
    const answer = await fetch(panel.dataset.status, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const status = await answer.json();
    if (!status.is_active) {
      window.location.reload();
      return;
    }
    bar.value = status.done;
    const name = status.label.charAt(0).toUpperCase() + status.label.slice(1);
    if (stage.textContent !== name) stage.textContent = name;
  } catch {
    pause = SLOW;
  }
  window.setTimeout(watch, pause);
}

watch();
