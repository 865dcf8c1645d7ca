(function () {
  "use strict";
  const shown = 200;
  const pause = 1000;
  const body = document.body;
  const list = document.getElementById("messages");
  const empty = document.getElementById("empty");
  const state = document.getElementById("state");
  const total = document.getElementById("total");
  let newest = Number(body.dataset.newest);

  function show(live) {
    const text = live ? body.dataset.live : body.dataset.stopped;
    if (state.textContent !== text) {
      state.textContent = text;
      state.classList.toggle("live", live);
    }
  }

  // The server escapes what it sends as html; nothing here puts a message's own text into the page.
  function add(messages) {
    for (const message of messages.slice().reverse()) {
      list.insertAdjacentHTML("afterbegin", message.html);
      list.firstElementChild.classList.add("new");
    }
    while (list.children.length > shown) {
      list.lastElementChild.remove();
    }
    empty.hidden = list.children.length > 0;
  }

  async function poll() {
    try {
      if (!document.hidden) {
        const response = await fetch("/messages.json?after=" + newest, { cache: "no-store" });
        const news = await response.json();
        if (news.server !== body.dataset.server) {
          location.reload();
          return;
        }
        show(true);
        total.textContent = news.total;
        newest = news.newest;
        add(news.messages);
      }
    } catch {
      show(false);
    }
    setTimeout(poll, pause);
  }

  setTimeout(poll, pause);
})();
