(function () {
  "use strict";
  const pollInterval = 1000;
  const announceDelay = 2000;
  const shownStep = 200;
  const shownInGroup = 5;
  const body = document.body;
  const texts = body.dataset;
  const language = document.documentElement.lang;
  const get = (id) => document.getElementById(id);
  const [state, total, search, status, sessions, group, clear, count, announcement, empty, none, list, groupList, older] = [
    "state", "total", "search", "status", "session", "group", "clear", "count", "announcement", "empty", "none", "messages", "groups", "older",
  ].map(get);

  let messages = []; // oldest first
  let groups = new Map(); // recipient to its section, kept so that a new message doesn't move the focus
  let newest = 0;
  let limit = shownStep;
  let loaded = false;
  let announcing = 0;

  const format = (text, ...values) => values.reduce((t, v, i) => t.replace(`{${i}}`, v.toLocaleString(language)), text);

  // The server escapes everything that it sends as html; no other text of a message is put into the page as markup.
  function bubble(message) {
    if (!message.bubble) {
      const template = document.createElement("template");
      template.innerHTML = message.html;
      message.bubble = template.content.firstElementChild;
      message.bubble.classList.toggle("new", loaded);
    }
    return message.bubble;
  }

  // Moves only what has to move, so that a selected text stays selected.
  function place(parent, children) {
    let at = parent.firstElementChild;
    for (const child of children) {
      if (child === at) {
        at = at.nextElementSibling;
      } else {
        parent.insertBefore(child, at);
      }
    }
    while (at) {
      const next = at.nextElementSibling;
      at.remove();
      at = next;
    }
  }

  // 0812-3456-7890 and 6281234567890 are one number.
  const digits = (text) => (/^[\d\s().+-]+$/.test(text) ? text.replace(/\D/g, "").replace(/^(0|62)/, "") : "");

  function filter() {
    const words = search.value.trim().toLowerCase();
    const number = digits(words);
    return (m) =>
      (!status.value || (status.value === "delivered") === m.delivered) &&
      (!sessions.value || sessions.value === m.session) &&
      (!words || m.text.includes(words) || (number !== "" && m.number.includes(number)));
  }

  function section(recipient) {
    if (!groups.has(recipient)) {
      const element = document.createElement("section");
      element.append(document.createElement("h2"), document.createElement("p"), document.createElement("ol"), document.createElement("button"));
      const [heading, , bubbles, all] = element.children;
      heading.append(document.createElement("bdi"));
      heading.firstChild.textContent = recipient;
      bubbles.className = "bubbles";
      bubbles.reversed = true;
      all.type = "button";
      all.addEventListener("click", () => {
        search.value = recipient;
        group.checked = false;
        change();
        search.focus();
      });
      groups.set(recipient, element);
    }
    return groups.get(recipient);
  }

  function showGroups(found) {
    const byRecipient = new Map();
    for (const message of found) {
      const of = byRecipient.get(message.recipient);
      if (of) {
        of.push(message);
      } else {
        byRecipient.set(message.recipient, [message]);
      }
    }
    const shown = Array.from(byRecipient).slice(0, limit);
    place(groupList, shown.map(([recipient, of]) => {
      const element = section(recipient);
      const [, summary, bubbles, all] = element.children;
      const failed = of.filter((m) => !m.delivered).length;
      summary.textContent = format(texts.groupCount, of.length) + (failed ? " · " + format(texts.groupFailed, failed) : "");
      summary.classList.toggle("bad", failed > 0);
      place(bubbles, of.slice(0, shownInGroup).map(bubble));
      all.textContent = format(texts.showAll, of.length);
      all.hidden = of.length <= shownInGroup;
      return element;
    }));
    return byRecipient.size > limit;
  }

  function showList(found) {
    place(list, found.slice(0, limit).map(bubble));
    return found.length > limit;
  }

  function render() {
    const found = messages.filter(filter()).reverse();
    const grouped = group.checked;
    place(grouped ? list : groupList, []);
    list.hidden = grouped;
    groupList.hidden = !grouped;
    older.hidden = !(grouped ? showGroups(found) : showList(found));
    empty.hidden = messages.length > 0;
    none.hidden = messages.length === 0 || found.length > 0;
    clear.disabled = messages.length === 0;
    count.textContent =
      found.length === messages.length
        ? format(texts.messages, messages.length)
        : format(texts.messagesOf, found.length, messages.length);
    announce();
  }

  // A screen reader hears the count, once for all the messages that come within the delay.
  function announce() {
    if (!announcing) {
      announcing = setTimeout(() => {
        announcing = 0;
        announcement.textContent = count.textContent;
      }, announceDelay);
    }
  }

  function change() {
    limit = shownStep;
    render();
  }

  function addSession(name) {
    if (!Array.from(sessions.options).some((option) => option.value === name)) {
      sessions.append(new Option(name, name));
    }
  }

  // What the store no longer holds goes, whether it was cleared or is too old.
  function take(news) {
    const before = messages.length;
    messages = messages.filter((m) => m.id >= news.oldest);
    const fresh = news.messages.filter((m) => m.id > newest);
    for (const m of fresh) {
      const recipient = m.recipient ?? "—";
      const session = m.session_id ?? "—";
      const text = [recipient, session, m.message, m.message_id, m.error_code, m.simulated_number].filter(Boolean).join("\n").toLowerCase();
      messages.push({ id: m.id, recipient, session, delivered: m.delivered, number: digits(recipient), text, html: m.html });
      addSession(session);
    }
    newest = Math.max(newest, news.newest);
    total.textContent = news.total.toLocaleString(language);
    return fresh.length > 0 || messages.length !== before;
  }

  function show(live) {
    const text = live ? texts.live : texts.stopped;
    if (state.textContent !== text) {
      state.textContent = text;
      state.classList.toggle("live", live);
    }
  }

  async function load() {
    let changed = !loaded;
    let news;
    do {
      const response = await fetch("/messages.json?after=" + newest, { cache: "no-store" });
      news = await response.json();
      if (news.server !== texts.server) {
        location.reload();
        return;
      }
      changed = take(news) || changed;
    } while (newest < news.total);
    show(true);
    if (changed) {
      render();
    }
    loaded = true;
  }

  async function poll() {
    try {
      if (!document.hidden) {
        await load();
      }
    } catch {
      show(false);
    }
    setTimeout(poll, pollInterval);
  }

  for (const control of [search, status, sessions, group]) {
    control.addEventListener("input", change);
  }
  older.addEventListener("click", () => {
    limit += shownStep;
    render();
  });
  clear.addEventListener("click", async () => {
    if (confirm(texts.clearQuestion)) {
      const response = await fetch("/messages.json", { method: "DELETE" });
      take(await response.json());
      render();
    }
  });
  get("tools").hidden = false;
  poll();
})();
