"use strict";
{
  // Drag an appointment, or press on a free time: both open the form with the time filled in, which
  // does the same without a script. Arrow keys walk from one appointment to the next.
  const board = document.querySelector(".cal");
  const ROW = 15;
  const pad = (number) => String(number).padStart(2, "0");

  const timeAt = (x, y) => {
    const column = [...board.querySelectorAll(".col")].find((one) => {
      const { left, right } = one.getBoundingClientRect();
      return left <= x && x < right;
    });
    const slots = column?.querySelector(".slots");
    if (!slots || getComputedStyle(slots).display !== "grid") return null;
    const { top, bottom } = slots.getBoundingClientRect();
    const rows = (Number(board.dataset.first) * 60) / ROW;
    const height = parseFloat(getComputedStyle(slots).gridAutoRows);
    if (y < top - height || y > bottom) return null;
    const minutes = (rows + Math.max(Math.round((y - top) / height), 0)) * ROW;
    return `${column.dataset.day}T${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
  };
  const open = (url, start) => location.assign(`${url}?start=${encodeURIComponent(start)}`);

  let held = null;
  const drop = () => {
    held?.link.classList.remove("is-dragged");
    if (held) held.link.style.transform = "";
    held = null;
  };
  board?.addEventListener("pointerdown", (event) => {
    const link = event.target.closest("[data-move]");
    if (!link || event.button !== 0 || event.pointerType === "touch") return;
    held = { link, x: event.clientX, y: event.clientY, top: link.getBoundingClientRect().top };
  });
  addEventListener("pointermove", (event) => {
    if (!held) return;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.moved && Math.hypot(dx, dy) < 6) return;
    held.moved = true;
    held.link.classList.add("is-dragged");
    held.link.style.transform = `translate(${dx}px, ${dy}px)`;
  });
  addEventListener("pointerup", (event) => {
    if (!held?.moved) return drop();
    const start = timeAt(event.clientX, held.top + event.clientY - held.y);
    const url = held.link.dataset.move;
    held.link.addEventListener("click", (click) => click.preventDefault(), { once: true });
    drop();
    if (start) open(url, start);
  });
  board?.addEventListener("dragstart", (event) => event.preventDefault());
  board?.addEventListener("dblclick", (event) => {
    const start = event.target.closest(".appt") ? null : timeAt(event.clientX, event.clientY);
    if (start && board.dataset.new) open(board.dataset.new, start);
  });

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") drop();
    const here = document.activeElement?.closest?.(".cal .appt > a");
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!here || !step) return;
    const all = [...board.querySelectorAll(".appt > a")];
    event.preventDefault();
    all[all.indexOf(here) + step]?.focus();
  });
}
