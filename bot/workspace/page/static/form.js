// Forms in a dialog: one is shown at a time, the top of the stack; what was typed into any of them is kept.
import { $, act, all, part } from "./api.js";
import { fill, label, values } from "./blocks.js";
import { finish } from "./swap.js";

const dialog = $("#form");
const body = $("#form-body");
const drafts = new Map(); // view id -> what stood in its inputs when it was last on screen

const current = () => $("form[data-view]", body);

export async function drawForm() {
  const found = await part("form");
  if (found) show(found.html.trim());
}

export function show(html) {
  const before = current();
  if (!html) {
    drafts.clear();
    body.replaceChildren();
    return dialog.open && dialog.close();
  }
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const next = $("form", fresh.content);
  const same = before && before.dataset.view === next.dataset.view;
  if (same && before.dataset.hash === next.dataset.hash && dialog.open) return;
  if (before && dialog.open) drafts.set(before.dataset.view, values(before));
  const focus = same && document.activeElement?.closest(".el")?.dataset.actionId;
  body.replaceChildren(fresh.content);
  settle(next, focus, same);
}

function settle(form, focus, same) {
  fill(form, drafts.get(form.dataset.view));
  label(form);
  finish(form);
  if (!dialog.open) dialog.showModal();
  const inputs = ":is(input, select, textarea, button)";
  const target = focus ? $(`[data-action-id="${CSS.escape(focus)}"] ${inputs}`, form) : $(`[data-focus] ${inputs}`, form) ?? $(`.b-input ${inputs}`, form);
  if (target) target.focus();
  else if (!same) $("[data-do=close-form]", form).focus();
}

body.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = current();
  const button = $("menu .primary", form);
  if (!button || button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  complain(form, {}, "");
  const outcome = await act("submit", { view: form.dataset.view, values: values(form) }, true);
  button.ariaBusy = null;
  if (!outcome.ok) complain(form, outcome.errors, outcome.toast);
});

/** Say what is wrong beside the input it is about, and go to the first one. */
function complain(form, errors, banner) {
  for (const block of all("[data-block-id]", form)) {
    const wrong = errors[block.dataset.blockId];
    const line = $(".error", block);
    if (line) line.textContent = wrong ?? "";
    block.classList.toggle("wrong", Boolean(wrong));
    for (const input of all("input, select, textarea", block)) input.ariaInvalid = wrong ? "true" : null;
  }
  const top = $(".banner", form);
  top.textContent = banner ?? "";
  top.hidden = !banner;
  $(".wrong :is(input, select, textarea, .pick)", form)?.focus();
}

export async function closeForm() {
  const form = current();
  if (!form) return dialog.close();
  const outcome = await act("close", { view: form.dataset.view });
  if (outcome.problem === "offline" || outcome.problem === "not_found") dialog.close();
  else await drawForm();
}

dialog.addEventListener("cancel", (event) => {
  if (event.target !== dialog) return;
  event.preventDefault();
  closeForm();
});
