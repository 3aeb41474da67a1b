// Where the reader is, what the server is asked, and what it could not do.

export const here = { ...document.documentElement.dataset };
export const $ = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

export function address(path, more = {}) {
  const { as, channel, thread, tab } = here;
  const wanted = Object.entries({ as, channel, thread, tab, ...more }).filter(([, value]) => value);
  return `${path}?${new URLSearchParams(wanted)}`;
}

export const icon = (name) => `<svg class="i" aria-hidden="true"><use href="/page/static/icons.svg#${name}"/></svg>`;

/** One fragment of the screen, or null where there is none (any more). */
export async function part(name, more = {}) {
  const answer = await fetch(address(`/page/part/${name}`, more));
  return answer.ok ? { html: await answer.text(), mark: answer.headers.get("X-Mark") } : null;
}

/** Do something as the reader. Problems are shown, and come back as `{ok: false}`. */
export async function act(name, body, quiet = false) {
  const form = body instanceof FormData;
  const options = { method: "POST", body: form ? body : JSON.stringify(body) };
  if (!form) options.headers = { "Content-Type": "application/json" };
  let outcome;
  try {
    const answer = await fetch(address(`/page/do/${name}`), options);
    if (!answer.ok) throw new Error(answer.statusText);
    outcome = await answer.json();
  } catch {
    outcome = { ok: false, errors: {}, problem: "offline", toast: "The workspace cannot be reached. Is it still running?" };
  }
  if (outcome.toast && !quiet) toast(outcome.toast);
  return outcome;
}

export function toast(text) {
  const box = $("#toasts");
  const line = document.createElement("p");
  const close = Object.assign(document.createElement("button"), { className: "icon", innerHTML: icon("close"), ariaLabel: "Dismiss" });
  close.onclick = () => line.remove();
  line.append(text, close);
  box.append(line);
  while (box.children.length > 3) box.firstChild.remove();
  if (box.matches(":popover-open")) box.hidePopover();
  box.showPopover(); // above an open form
  setTimeout(() => line.remove(), 9000);
}

/** A question with a way back, filled from a <template>; gives false, or the form's fields. */
export function ask(template) {
  const dialog = $("#ask");
  const form = $("form", dialog);
  form.replaceChildren(template.content.cloneNode(true));
  dialog.returnValue = "";
  return new Promise((answer) => {
    dialog.onclose = () => answer(dialog.returnValue === "yes" && new FormData(form));
    dialog.showModal();
    ($("input", form) ?? $("button", form))?.focus();
  });
}
