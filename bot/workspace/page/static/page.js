// The page's conductor: what changed is fetched as fragments, where one goes is in the address, menus do their work.
import { $, act, address, all, ask, here, part, toast } from "./api.js";
import { label } from "./blocks.js";
import { box, insert, turn } from "./composer.js";
import { closeForm, drawForm, show } from "./form.js";
import { finish, swap } from "./swap.js";

const main = $("#main");
const side = $("#side");
// What was read when this channel was opened: the "New" line stands there. Nothing that comes before one's eyes is new.
let mark = here.mark;
const looked = () => (mark = $(".first-new", main) || document.hidden ? mark : "never");

// Drawing: wanted parts are gathered for a moment, fetched once, and swapped in.
const wanted = new Set();
let drawing = false;

function want(...names) {
  names.forEach((name) => wanted.add(name));
  if (!drawing) setTimeout(drawAll, 25);
  drawing = true;
}

async function drawAll() {
  while (wanted.size) {
    const names = [...wanted];
    wanted.clear();
    await Promise.all(names.map((name) => DRAW[name]().catch(() => undefined)));
  }
  drawing = false;
}

const DRAW = {
  async sidebar() {
    if ($("#sidebar :popover-open")) return;
    await plain("sidebar", $("#sidebar"));
    const unread = all("#sidebar .count").length;
    document.title = `${unread ? `(${unread}) ` : ""}${$("h1")?.textContent ?? ""} · Mockingbird`;
  },
  header: () => plain("header", $("#header")),
  main: drawMain,
  thread: drawThread,
  form: drawForm,
};

const plainly = new Map(); // part -> the HTML that is on screen

async function plain(name, element) {
  const found = await part(name);
  if (!found || plainly.get(name) === found.html) return;
  plainly.set(name, found.html);
  const focus = element.contains(document.activeElement) && document.activeElement.dataset.channel;
  element.innerHTML = found.html;
  if (focus) $(`[data-channel="${CSS.escape(focus)}"]`, element)?.focus();
}

async function drawMain() {
  const asked = `${here.channel} ${here.tab}`;
  const found = await part("main", { mark, seen: document.hidden ? "" : "1" });
  if (!found || asked !== `${here.channel} ${here.tab}`) return;
  mark ||= found.mark;
  const fresh = main.dataset.shown !== asked;
  const atEnd = fresh || main.scrollHeight - main.scrollTop - main.clientHeight < 90;
  const last = $(".messages", main)?.lastElementChild?.dataset.key;
  swap(main, found.html);
  label(main);
  main.dataset.shown = asked;
  looked();
  const end = $(".messages", main)?.lastElementChild;
  const mine = end && end.dataset.key !== last && end.hasAttribute("data-own");
  if (atEnd || mine) scrollToEnd(main, fresh);
  else $("#newest").hidden = end?.dataset.key === last && $("#newest").hidden;
  want("sidebar");
}

async function drawThread() {
  const asked = here.thread;
  side.hidden = !asked;
  if (!asked) return $("#thread").replaceChildren();
  const found = await part("thread");
  if (asked !== here.thread) return;
  if (!found?.html.trim()) return go({ thread: "" });
  const pane = $("#thread");
  const atEnd = pane.dataset.shown !== asked || pane.scrollHeight - pane.scrollTop - pane.clientHeight < 90;
  swap(pane, found.html);
  label(pane);
  pane.dataset.shown = asked;
  if (atEnd) scrollToEnd(pane);
}

function scrollToEnd(pane, fresh = false) {
  const news = fresh && $(".first-new", pane);
  if (news) news.scrollIntoView({ block: "center" });
  else pane.scrollTop = pane.scrollHeight;
  if (pane === main) $("#newest").hidden = true;
  for (const image of all("img", pane)) if (!image.complete && !news) image.onload = () => (pane.scrollTop = pane.scrollHeight);
}

main.addEventListener("scroll", () => {
  if (main.scrollHeight - main.scrollTop - main.clientHeight < 40) $("#newest").hidden = true;
});

// Going places.
function go(place, push = true) {
  const moved = "channel" in place && place.channel !== here.channel;
  const tab = place.tab ?? (moved ? "" : here.tab);
  const tabbed = tab !== here.tab;
  Object.assign(here, moved ? { thread: "" } : {}, place, { tab });
  if (push) history.pushState({ ...here }, "", address("/"));
  if (moved) mark = "";
  arrive(moved || tabbed);
  want("header", "thread", ...(moved || tabbed ? ["main"] : []));
  if (moved) $("#write").focus({ preventScroll: true });
}

function arrive(told) {
  document.body.classList.remove("listing");
  $("#write-form").hidden = here.tab === "home";
  for (const room of all("#sidebar [data-channel]")) room.ariaCurrent = room.dataset.channel === here.channel ? "page" : null;
  turn();
  const direct = $(`#sidebar [data-channel="${CSS.escape(here.channel)}"][data-im]`);
  if (told && direct) act("home", { tab: here.tab || "messages" }, true);
}

addEventListener("popstate", (event) => event.state && go(event.state, false));

// What a click means. Everything has a name in `data-do`; places have `data-channel` and `data-tab`.
const rowOf = (element) => element.closest(".msg");
let menuRow = null;

const DO = {
  sidebar: () => document.body.classList.toggle("listing"),
  thread: (row) => (go({ thread: row.dataset.ts }), $("#answer").focus()),
  "close-thread": closeThread,
  "close-form": closeForm,
  mention: (_, button) => insert($("textarea", button.form), `@${$("template.people", button.form).content.firstElementChild.dataset.insert.slice(1)}`),
  slash: () => box().value || insert(box(), "/"),
  name: (_, button) => (document.body.classList.remove("listing"), insert(box(), `@${button.dataset.name} `)),
  global: (_, button) => act("shortcut", { callback_id: button.dataset.callback }),
  shortcut: (row, button) => act("shortcut", { callback_id: button.dataset.callback, channel: here.channel, ts: row.dataset.ts }),
  copy: (row) => navigator.clipboard?.writeText($(".body", row).innerText).then(() => toast("Copied.")),
  edit: editRow,
  "cancel-edit": (row) => stopEditing(row),
  delete: async (row) => (await ask($("#ask-delete"))) && act("delete", { channel: here.channel, ts: row.dataset.ts }),
  dismiss: (row) => act("dismiss", { channel: here.channel, ts: row.dataset.ts }),
  react: (row, button) => act("react", { channel: here.channel, ts: row.dataset.ts, name: button.dataset.name, add: button.ariaPressed !== "true" }),
  menu: openMenu,
  invite: (_, button) => act("invite", { channel: here.channel, invited: button.dataset.user }),
  join: () => act("join", { channel: here.channel }),
  leave: () => act("leave", { channel: here.channel }),
  "new-channel": async () => {
    const fields = await ask($("#ask-channel"));
    if (fields?.get("name")) await act("create", { name: fields.get("name").trim() });
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) {
    const menu = button.closest("[popover]");
    menu?.hidePopover();
    return DO[button.dataset.do](menu?.id === "message-menu" ? menuRow : rowOf(button), button);
  }
  const link = event.target.closest("[data-channel], [data-tab], [data-be]");
  if (!link || link.tagName !== "A" || event.metaKey || event.ctrlKey || event.shiftKey) {
    if (event.target === document.body) document.body.classList.remove("listing");
    return;
  }
  event.preventDefault();
  if (link.dataset.be) location.assign(address("/", { as: link.dataset.be, thread: "" }));
  else go("tab" in link.dataset ? { tab: link.dataset.tab } : { channel: link.dataset.channel });
});

$("#newest").onclick = () => scrollToEnd(main);

function openMenu(row, button) {
  menuRow = row;
  const is = {
    root: !row.closest("#thread") && !("ephemeral" in row.dataset), real: !("ephemeral" in row.dataset),
    own: "own" in row.dataset, ephemeral: "ephemeral" in row.dataset,
  };
  const items = all("[data-for]", $("#menu-items").content).filter((item) => is[item.dataset.for]);
  const menu = $("#message-menu");
  menu.replaceChildren(...items.map((item) => item.cloneNode(true)));
  menu.showPopover({ source: button });
  row.classList.add("menu-open");
}

$("#message-menu").addEventListener("toggle", (event) => event.newState === "closed" && menuRow?.classList.remove("menu-open"));

function editRow(row) {
  if ($(".edit", row)) return;
  const form = $("#edit-box").content.cloneNode(true).firstElementChild;
  const area = $("textarea", form);
  area.value = row.dataset.source;
  $(".body", row).hidden = true;
  $(".body", row).after(form);
  area.style.height = `${area.scrollHeight + 2}px`;
  area.focus();
  form.onsubmit = async (event) => {
    event.preventDefault();
    const outcome = await act("edit", { channel: here.channel, ts: row.dataset.ts, text: area.value });
    if (outcome.ok) stopEditing(row);
  };
  area.onkeydown = (event) => {
    if (event.key === "Escape") return event.stopPropagation(), stopEditing(row);
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) event.preventDefault(), form.requestSubmit();
  };
}

function stopEditing(row) {
  $(".edit", row)?.remove();
  $(".body", row).hidden = false;
  want("main", "thread");
  $("[data-do=menu]", row)?.focus();
}

function closeThread() {
  const root = $(`#main [data-ts="${CSS.escape(here.thread)}"] [data-do=thread]`);
  go({ thread: "" });
  (root ?? $("#write")).focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || $("dialog[open], :popover-open:not(#toasts)")) return;
  if (document.body.classList.contains("listing")) DO.sidebar();
  else if (here.thread) closeThread();
});

// Changes, as the server tells of them.
function changed({ kind, channel, thread_ts: root, ts, text }) {
  if (kind === "notice") return toast(text);
  if (kind === "view") return want("form");
  if (kind === "home") return here.tab === "home" && want("main");
  if (kind === "channel" || kind === "person") return want("sidebar", "header", "main", "thread");
  if (channel !== here.channel) return want("sidebar");
  want("main", ...(here.thread && [root, ts].includes(here.thread) ? ["thread"] : []));
}

let lost = 0;
const events = new EventSource(address("/page/events"));
events.onmessage = (event) => changed(JSON.parse(event.data));
events.onopen = () => {
  clearTimeout(lost);
  $("#offline").hidden = true;
  want("sidebar", "header", "main", "thread", "form");
};
events.onerror = () => {
  clearTimeout(lost);
  lost = setTimeout(() => ($("#offline").hidden = false), 1500);
};
document.addEventListener("visibilitychange", () => {
  if (document.hidden) mark = "";
  else want("main", "thread", "form");
});

// The first screen came with the page.
history.replaceState({ ...here }, "", address("/"));
swap(main, main.innerHTML);
swap($("#thread"), $("#thread").innerHTML);
label(document);
finish(document);
arrive(here.tab === "home");
main.dataset.shown = `${here.channel} ${here.tab}`;
looked();
scrollToEnd(main, true);
scrollToEnd($("#thread"));
show($("#form-body").innerHTML.trim());
if (matchMedia("(hover: hover)").matches && !$("#form").open) box(here.thread ? "thread" : "").focus();
document.documentElement.dataset.ready = "";
