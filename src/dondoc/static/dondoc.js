// The page works without this file; it adds keys, kept typing, drop areas and a guard against double clicks.
(() => {
  "use strict";
  const $ = (selector, root) => (root || document).querySelector(selector);
  const $$ = (selector, root) => [...(root || document).querySelectorAll(selector)];
  const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));

  // A form is sent once; coming back through history makes its buttons work again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    const question = (event.submitter && event.submitter.dataset.confirm) || form.dataset.confirm;
    if (question && !form.dataset.confirmed) {
      event.preventDefault();
      ask(question, () => { form.dataset.confirmed = "1"; form.requestSubmit(event.submitter); });
      return;
    }
    if (form.method === "post") { form.dataset.sent = "1"; form.setAttribute("aria-busy", "true"); }
  });
  window.addEventListener("pageshow", () => $$("form[data-sent]").forEach((form) => {
    delete form.dataset.sent; delete form.dataset.confirmed; form.removeAttribute("aria-busy");
  }));

  function ask(question, yes) {
    const box = $("#dd-confirm");
    $("p", box).textContent = question;
    box.returnValue = "";
    box.showModal();
    box.onclose = () => { if (box.returnValue === "yes") yes(); };
  }

  // What is typed is kept on this machine, for this person, until it was sent and the next page tells that it was done.
  const sent = sessionStorage.getItem("dd:sent");
  if (sent && $("main .alert-success")) localStorage.removeItem(sent);
  sessionStorage.removeItem("dd:sent");
  const keep = (form) => ["dd", document.body.dataset.person, location.pathname, form.dataset.autosave].join(":");
  const kept = (form) => $$("input, textarea, select", form).filter((el) =>
    el.name && !/^(file|password|hidden|submit)$/.test(el.type) && el.name !== "csrfmiddlewaretoken");
  $$("form[data-autosave]").forEach((form) => {
    const key = keep(form);
    if (form.dataset.clean === undefined) {
      try {
        const saved = JSON.parse(localStorage.getItem(key) || "null");
        if (saved && Date.now() - saved.at < 864e5) {
          let restored = false;
          kept(form).forEach((el) => {
            const value = saved.values[el.name];
            if (value === undefined) return;
            if (el.type === "checkbox" || el.type === "radio") {
              const on = value.includes(el.value);
              if (el.checked !== on) { el.checked = on; restored = true; }
            } else if (value[0] && el.value !== value[0]) { el.value = value[0]; restored = true; }
          });
          if (restored) { const told = $("[data-restored]", form); if (told) told.hidden = false; }
        }
      } catch (error) { localStorage.removeItem(key); }
    }
    form.addEventListener("submit", () => sessionStorage.setItem("dd:sent", key));
    form.addEventListener("input", () => {
      const values = {};
      kept(form).forEach((el) => {
        values[el.name] = values[el.name] || [];
        if (el.type === "checkbox" || el.type === "radio") { if (el.checked) values[el.name].push(el.value); }
        else values[el.name].push(el.value);
      });
      try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), values })); } catch (error) { /* full */ }
    });
  });

  // Drop areas.
  $$(".dd-drop").forEach((area) => {
    const input = $("input[type=file]", area);
    const told = $(".dd-chosen", area);
    const tell = () => {
      if (told) told.textContent = [...input.files].map((f) => `${f.name} (${Math.ceil(f.size / 1024).toLocaleString("vi-VN")} KB)`).join(", ");
    };
    input.addEventListener("change", () => { tell(); examine(input, told); });
    ["dragover", "dragenter"].forEach((name) => area.addEventListener(name, (e) => { e.preventDefault(); area.classList.add("over"); }));
    ["dragleave", "drop"].forEach((name) => area.addEventListener(name, (e) => { e.preventDefault(); area.classList.remove("over"); }));
    area.addEventListener("drop", (e) => { if (e.dataTransfer.files.length) { input.files = e.dataTransfer.files; tell(); examine(input, told); } });
  });

  // What would be refused or asked about a chosen file is told before the form is filled in; nothing of it is kept.
  async function examine(input, told) {
    const form = input.form;
    const answer = form && $("input[name=not_secret]", form);
    if (!told || !answer) return;
    for (const file of [...input.files].filter((one) => one.size < 5e7)) {
      const body = new FormData();
      body.append("file", file);
      body.append("csrfmiddlewaretoken", $("input[name=csrfmiddlewaretoken]", form).value);
      try {
        const said = await (await fetch("/documents/examine-file", { method: "POST", body })).json();
        if (![...input.files].includes(file)) return;
        const words = said.refused || said.asks;
        if (!words) continue;
        const line = document.createElement("span");
        line.className = said.refused ? "dd-error" : "dd-asked";
        line.textContent = words;
        told.append(line);
        if (said.asks) answer.closest("label").classList.add("dd-asked");
      } catch (error) { return; /* Sending the form will say it. */ }
    }
  }

  // Paper by the pile: each file is sent by itself; what is refused or asked about stays here with its reason.
  $$("form[data-pile]").forEach((form) => {
    const list = $("[data-told]", form);
    const answer = $("input[name=not_secret]", form);
    const told = $(".dd-chosen", form);
    let added = 0;
    const line = (words, css) => {
      const item = document.createElement("li");
      item.className = css;
      item.textContent = words;
      list.append(item);
    };
    form.addEventListener("submit", async (event) => {
      const input = $("input[type=file]", form);
      const files = [...input.files];
      if (!files.length) return;
      event.preventDefault();
      list.textContent = "";
      form.setAttribute("aria-busy", "true");
      const left = new DataTransfer();
      for (const [place, file] of files.entries()) {
        told.textContent = `Đang gửi ${place + 1}/${files.length}: ${file.name}`;
        const body = new FormData();
        body.append("csrfmiddlewaretoken", $("input[name=csrfmiddlewaretoken]", form).value);
        body.append("files", file);
        if (answer.checked) body.append("not_secret", "on");
        try {
          const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
          const said = (await response.json()).files[0];
          if (said.refused) { line(said.sentence, said.asks ? "dd-asked" : "dd-error"); }
          if (said.asks) { left.items.add(file); answer.closest("label").classList.add("dd-asked"); }
          if (!said.refused) added += 1;
        } catch (error) {
          left.items.add(file);
          line(`“${file.name}” chưa gửi được. Hãy kiểm tra mạng hoặc đăng nhập lại rồi gửi lại.`, "dd-error");
        }
      }
      input.files = left.files;
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
      told.textContent = added ? `Đã đưa ${added} tệp vào hàng chờ.` : "";
      if (added && !list.children.length) location.reload();
      if (added && list.children.length) {
        const link = document.createElement("a");
        link.href = location.pathname;
        link.textContent = "Xem hàng chờ";
        list.append(link);
      }
    });
  });

  // Where one document follows another, Enter registers also from a text of several lines.
  $$("form[data-enter] textarea").forEach((area) => area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  }));

  // Long choices are narrowed by typing. Without marks every reading fits; who types a mark means it: "xã" is not "xây".
  // What is left to see can be chosen at once: every commune of a province is not sixty clicks.
  const plain = (text) => text.normalize("NFC").toLowerCase();
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  $$("[data-narrow]").forEach((bar) => {
    const chips = document.getElementById(bar.dataset.narrow);
    const items = $$("label", chips);
    const boxes = $$("input", chips);
    const input = $("input", bar);
    const tell = () => { $("[aria-live]", bar).textContent = `Đã chọn ${boxes.filter((box) => box.checked).length}/${boxes.length}`; };
    const choose = (checked) => { boxes.forEach((box) => { if (!checked || !box.closest("label").hidden) box.checked = checked; }); tell(); };
    input.addEventListener("input", () => {
      const wanted = plain(input.value);
      const read = fold(wanted) === wanted ? fold : plain;
      items.forEach((item) => { item.hidden = Boolean(wanted) && !read(item.textContent).includes(wanted) && !$("input", item).checked; });
    });
    input.addEventListener("keydown", (e) => { if (e.key === "Enter") e.preventDefault(); });
    $("[data-all]", bar).addEventListener("click", () => choose(true));
    $("[data-none]", bar).addEventListener("click", () => choose(false));
    chips.addEventListener("change", tell);
    bar.hidden = false;
    tell();
  });

  // A sentence of the document becomes the source of the task that is being written.
  let task = null;
  document.addEventListener("focusin", (event) => { task = event.target.closest("[data-task]") || task; });
  $$("[data-quote]").forEach((sentence) => sentence.addEventListener("click", () => {
    const card = task || $$("[data-task]").pop();
    if (!card) return;
    const quote = $("textarea[name$=quote]", card);
    const content = $("textarea[name$=content]", card);
    quote.closest("details").open = true;
    quote.value = sentence.textContent;
    if (!content.value) content.value = sentence.textContent.slice(0, 1000);
    $$("[data-quote]").forEach((other) => other.setAttribute("aria-pressed", String(other === sentence)));
    content.dispatchEvent(new Event("input", { bubbles: true }));
    content.focus();
  }));

  // Rows: J/K move, Enter opens, X selects.
  const rows = () => $$("tr[data-href]");
  let at = -1;
  const go = (step) => {
    const all = rows();
    if (!all.length) return;
    at = Math.max(0, Math.min(all.length - 1, at + step));
    all.forEach((row, place) => row.classList.toggle("at", place === at));
    const link = $("a", all[at]);
    if (link) link.focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("dblclick", (event) => {
    const row = event.target.closest("tr[data-href]");
    if (row) location.href = row.dataset.href;
  });
  const bulk = $(".dd-bulk");
  const count = () => {
    if (!bulk) return;
    const chosen = $$("input[name=select]:checked").length;
    bulk.classList.toggle("show", chosen > 0);
    const told = $("[data-chosen]", bulk);
    if (told) told.textContent = chosen;
  };
  document.addEventListener("change", (event) => {
    if (event.target.id === "select-all") $$("input[name=select]").forEach((box) => { box.checked = event.target.checked; });
    if (event.target.matches("input[name=select], #select-all")) count();
    if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  });

  let g = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = (document.activeElement && document.activeElement.form) || $("form[data-main]");
      if (form) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (event.key === "Escape") { $$("details.dd-pop[open]").forEach((d) => { d.open = false; }); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(document.activeElement)) return;
    const key = event.key.toLowerCase();
    if (g && Date.now() - g < 1500) {
      g = 0;
      const link = $(`a[data-go="${CSS.escape(key)}"]`);
      if (link) { event.preventDefault(); location.href = link.href; }
      return;
    }
    if (key === "g") { g = Date.now(); return; }
    if (key === "/") { const box = $("#q"); if (box) { event.preventDefault(); box.focus(); box.select(); } return; }
    if (event.key === "?") { const help = $("#dd-keys"); if (help) { event.preventDefault(); help.showModal(); } return; }
    if (key === "j") return go(1);
    if (key === "k") return go(-1);
    if (key === "x" && at >= 0) { const box = $("input[name=select]", rows()[at]); if (box) { box.checked = !box.checked; count(); } return; }
    const target = $(`[data-key="${CSS.escape(key)}"]`);
    if (target) { event.preventDefault(); target.tagName === "DETAILS" ? ((target.open = true), $("textarea, input:not([type=hidden]), select, .dd-pop-item", target)?.focus()) : target.click(); }
  });
  document.addEventListener("click", (event) => {
    $$("details.dd-pop[open]").forEach((d) => { if (!d.contains(event.target)) d.open = false; });
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
    if (event.target.closest("[data-print]")) window.print();
    if (event.target.closest("[data-help]")) $("#dd-keys").showModal();
  });
})();
