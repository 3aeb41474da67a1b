// Block Kit's elements at work: what stands in them, what pressing one does, menus that open, options from the bot.
import { $, act, address, all, ask, here, toast } from "./api.js";

const kindOf = (el) => el.dataset.kind;
const isMulti = (el) => kindOf(el).startsWith("multi_");

// A date and time travels as unix seconds and is shown in the reader's own time zone.
const seconds = (shown) => (shown ? Math.floor(new Date(shown).getTime() / 1000) : null);
function localTime(at) {
  if (!at) return "";
  const moment = new Date(Number(at) * 1000);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

function valueOf(el) {
  const kind = kindOf(el);
  if (kind === "datetimepicker") return seconds($("input", el).value);
  if (isMulti(el) || kind === "checkboxes") return all("input:checked", el).map((box) => box.value);
  if (kind === "radio_buttons") return $("input:checked", el)?.value ?? null;
  if (kind === "external_select") return $("input", el).dataset.value || null;
  return $("input, select, textarea", el)?.value || null;
}

const inputs = (surface) =>
  all("[data-block-id]", surface).flatMap((block) =>
    all(".el", block).filter((el) => !["button", "overflow"].includes(kindOf(el))).map((el) => [block.dataset.blockId, el]));

/** {block_id: {action_id: value}} of a form, Home or message. */
export function values(surface) {
  const found = {};
  for (const [block, el] of inputs(surface)) (found[block] ??= {})[el.dataset.actionId] = valueOf(el);
  return found;
}

/** Put back what was entered before the surface was drawn anew. */
export function fill(surface, entered) {
  for (const [block, el] of inputs(surface)) {
    const value = entered?.[block]?.[el.dataset.actionId];
    if (value === undefined || kindOf(el) === "external_select") continue;
    const boxes = all("input:is([type=checkbox], [type=radio])", el);
    for (const box of boxes) box.checked = [value].flat().includes(box.value);
    const field = $("input, select, textarea", el);
    if (kindOf(el) === "datetimepicker") {
      field.dataset.at = value ?? "";
      continue;
    }
    if (!boxes.length && field && (field.tagName !== "SELECT" || all("option", field).some((o) => o.value === value))) field.value = value ?? "";
  }
}

/** Labels of the menus with several choices; dates and times as the reader's clock has them. */
export function label(root) {
  for (const field of all("input[data-at]", root)) field.value = localTime(field.dataset.at);
  for (const el of all(".el", root).filter(isMulti)) {
    const button = $(".pick", el);
    const chosen = all("input:checked", el);
    button.textContent = chosen.map((box) => box.parentElement.textContent.trim()).join(", ") || button.dataset.none;
    for (const box of all("input", el)) box.disabled = !box.checked && chosen.length >= Number(button.dataset.most || Infinity);
  }
}

const surfaceOf = (el) => el.closest("[data-surface]") ?? el.closest(".msg");
const whereOf = (surface) => surface.dataset.view ?? [here.channel, surface.dataset.ts];

async function press(el, value, button) {
  const question = $("template.confirm", el);
  if (question && !(await ask(question))) return;
  const surface = surfaceOf(el);
  button?.setAttribute("aria-busy", "true");
  const outcome = await act("press", {
    where: whereOf(surface), action_id: el.dataset.actionId, value, values: values(surface),
    block_id: el.closest("[data-block-id]").dataset.blockId,
  });
  button?.removeAttribute("aria-busy");
  button?.classList.toggle("late", !outcome.ok);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-press]");
  if (!button) return;
  const el = button.closest(".el");
  const url = button.dataset.url ?? "";
  if (/^(https?:\/\/|mailto:)/i.test(url)) window.open(url, "_blank", "noopener");
  button.closest("[popover]")?.hidePopover();
  press(el, kindOf(el) === "overflow" ? button.value : null, button);
});

document.addEventListener("change", (event) => {
  const el = event.target.closest(".el");
  if (!el) return;
  if (isMulti(el)) {
    el.classList.add("changed");
    label(el.parentElement);
  } else if (el.dataset.live !== undefined && kindOf(el) !== "external_select") press(el, valueOf(el));
});

document.addEventListener("keydown", (event) => {
  const el = event.target.closest?.(".el");
  const typed = event.key === "Enter" && event.target.matches("input") && el;
  if (typed && el.dataset.live !== undefined && el.dataset.kind !== "external_select") {
    event.preventDefault(); // acts by itself (through `change`), and does not send the form
    event.target.blur();
  }
});

// Menus: placed by what opened them; a menu with several choices acts when it closes.
let opener = null;
document.addEventListener("click", (event) => (opener = event.target.closest("[popovertarget], [data-do=menu]") ?? opener), true);
document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.(".menu[popover]")) return;
  const el = menu.closest(".el");
  if (event.newState === "open") place(menu, opener);
  else if (el?.classList.contains("changed")) {
    el.classList.remove("changed");
    if (el.dataset.live !== undefined) press(el, valueOf(el), $(".pick", el));
  }
}, true);

function place(menu, anchor) {
  const at = anchor?.getBoundingClientRect();
  if (!at) return;
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = anchor.closest(".tools, #header") ? at.right - width : at.left;
  const below = at.bottom + 5 + height < innerHeight;
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, below ? at.bottom + 5 : at.top - height - 5)}px`;
  $("a, button, input", menu)?.focus({ preventScroll: true });
}

// Menus whose options the bot gives as one types.
let asked = 0;
document.addEventListener("input", async (event) => {
  const input = event.target.closest(".el-external_select input");
  if (!input) return;
  const mine = ++asked;
  input.dataset.value = "";
  await new Promise((then) => setTimeout(then, 200));
  if (mine !== asked || input.value.length < Number(input.dataset.least)) return close(input);
  const el = input.closest(".el");
  const body = { where: whereOf(surfaceOf(el)), action_id: el.dataset.actionId, typed: input.value };
  const answer = await fetch(address("/page/options"), { method: "POST", body: JSON.stringify(body) });
  const { options, toast: problem } = answer.ok ? await answer.json() : { options: [], toast: "The options cannot be read." };
  if (problem) toast(problem);
  if (mine === asked) show(input, options);
});

function show(input, options) {
  const list = $(".found", input.closest(".el"));
  list.replaceChildren(...options.map(({ value, text }) => {
    const option = Object.assign(document.createElement("span"), { role: "option", textContent: text });
    option.dataset.value = value;
    return option;
  }));
  if (!options.length) list.textContent = "Nothing found";
  list.hidden = false;
  input.ariaExpanded = "true";
}

function close(input) {
  $(".found", input.closest(".el")).hidden = true;
  input.ariaExpanded = "false";
}

function choose(input, option) {
  input.value = option.textContent;
  input.dataset.value = option.dataset.value;
  close(input);
  const el = input.closest(".el");
  if (el.dataset.live !== undefined) press(el, input.dataset.value);
}

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest(".found [role=option]");
  for (const input of all(".el-external_select input[aria-expanded=true]")) {
    if (option && input.closest(".el").contains(option)) choose(input, option);
    else if (event.target !== input) close(input);
  }
});

document.addEventListener("keydown", (event) => {
  const input = event.target.closest?.(".el-external_select input[aria-expanded=true]");
  if (!input) return;
  const options = all("[role=option]", input.closest(".el"));
  const at = options.findIndex((option) => option.ariaSelected === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) options.forEach((o, n) => (o.ariaSelected = String(n === (at + step + options.length) % options.length)));
  else if (event.key === "Enter" && options.length) choose(input, options[Math.max(at, 0)]);
  else if (event.key === "Escape") close(input);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);
