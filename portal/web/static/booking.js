// The booking form while it is filled in: seats and price follow the counts. The server counts again, by
// portal/bookings/price.py; without this file a button asks it.

const form = document.querySelector("[data-booking]");

if (form) {
  const tariff = {
    cents: Number(form.dataset.priceCents),
    perGroup: form.dataset.unit === "group",
    perFree: Number(form.dataset.perFree),
  };
  const euro = new Intl.NumberFormat("nl-BE", { style: "currency", currency: "EUR" });
  const seats = form.querySelector("[data-bill-seats]");
  const price = form.querySelector("[data-bill-price]");
  const few = form.querySelector("[data-bill-few]");

  /** A whole number of at least 0; anything else counts as 0 until it is one. */
  const number = (input) => (/^\d{1,4}$/.test(input?.value.trim() ?? "") ? Number(input.value) : 0);

  const chosen = () => [...form.querySelectorAll("[data-class]:checked")].map((box) => box.closest(".class-row"));
  const sum = (rows, name) => rows.reduce((all, row) => all + number(row.querySelector(`[data-count="${name}"]`)), 0);

  function cents(rows, pupils, companions) {
    if (tariff.perGroup) return rows.length * tariff.cents;
    const free = tariff.perFree ? Math.min(companions, Math.ceil(pupils / tariff.perFree)) : companions;
    return (pupils + companions - free) * tariff.cents;
  }

  function tell() {
    const on = chosen();
    // A group without pupils is not filled in yet: it has no seats and no price, as on the server.
    const rows = on.filter((row) => number(row.querySelector('[data-count="leerlingen"]')) > 0);
    const pupils = sum(rows, "leerlingen");
    const companions = sum(rows, "begeleiders");
    const wanted = pupils + companions;
    for (const row of form.querySelectorAll(".class-row")) {
      row.classList.toggle("class-row--on", on.includes(row));
    }
    const nothing = on.length ? "Hoeveel leerlingen?" : "Nog geen klas gekozen";
    seats.textContent = rows.length ? `${wanted} ${wanted === 1 ? "plaats" : "plaatsen"}` : nothing;
    const total = cents(rows, pupils, companions);
    price.textContent = rows.length ? (total ? euro.format(total / 100).replace(/,00$/, "") : "gratis") : "";
    const moment = form.querySelector("[name=moment]:checked");
    const left = moment ? Number(moment.dataset.left) : Infinity;
    few.hidden = wanted <= left;
    few.textContent = few.hidden ? "" : `Op deze datum zijn er nog ${left}. Een klas gaat samen of niet: kies een andere datum.`;
  }

  // Typing a count means that the class comes along.
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-count]")) {
      event.target.closest(".class-row").querySelector("[data-class]").checked = true;
    }
    tell();
  });
  form.addEventListener("change", tell);

  for (const button of form.querySelectorAll("[data-without-script]")) button.remove();
  // The browser may have put back what was typed before: count that.
  addEventListener("pageshow", tell);
  tell();
}

document.querySelector("[data-focus]")?.focus();
