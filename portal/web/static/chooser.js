/* The wall of pictures as a deck of cards: one at a time, to the right what you like, to the left what you don't.
 *
 * The form stays the form: a yes ticks its box, and the address of the next page says all there is to know. Nothing
 * is kept. Keys: arrows, backspace for one back, and enter when there is something to show.
 */

const ENOUGH = 3
const FAR_PX = 70

const form = document.querySelector("[data-deck]")
if (form) play(form)

function play(form) {
  const wall = form.querySelector(".tastes")
  const cards = [...wall.children]
  const end = form.querySelector(".deck__end")
  const done = form.querySelector(".deck__done")
  const lead = form.querySelector("[data-lead]")
  const said = []
  let isDeck = false

  const no = verdict("no", "Nee", '<svg viewBox="0 0 24 24" fill="none" stroke="#fff3d6" stroke-width="3.4" stroke-linecap="round" aria-hidden="true"><path d="m5 5 14 14M19 5 5 19"/></svg>')
  const yes = verdict("yes", "Ja, leuk!", '<img src="/static/pictures/heart.svg" alt="">')
  const board = element("div", "deck__board")
  const pockets = element("ul", "pockets")
  const heard = element("p", "visually-hidden")
  heard.setAttribute("role", "status")
  const back = element("button", "deck__quiet", "Eén terug")
  const all = element("button", "deck__quiet", "Alle prentjes samen")
  back.type = all.type = "button"

  const box = (card) => card.querySelector("input")
  const name = (card) => card.querySelector(".taste__name").textContent
  const picked = () => cards.filter((card) => box(card).checked)

  no.addEventListener("click", () => answer(false))
  yes.addEventListener("click", () => answer(true))
  back.addEventListener("click", undo)
  all.addEventListener("click", () => (isDeck ? spread() : gather()))
  document.addEventListener("keydown", onKey)
  swipes(wall, (isYes) => isDeck && answer(isYes))
  wall.addEventListener("change", show)
  // Back from the five: the browser has kept its ticks, and the deck begins anew with them.
  window.addEventListener("pageshow", (event) => event.persisted && (isDeck ? gather() : show()))

  form.append(heard)
  gather()

  function gather() {
    isDeck = true
    said.length = 0
    for (const card of cards) box(card).checked = false
    form.classList.add("deck--play")
    wall.before(board)
    board.append(no, wall, yes)
    end.prepend(back, pockets, all)
    all.textContent = "Alle prentjes samen"
    lead.textContent = "Vind je dit leuk? Kies drie prentjes."
    show()
  }

  function spread() {
    isDeck = false
    form.classList.remove("deck--play")
    board.before(wall)
    board.remove()
    pockets.remove()
    back.remove()
    all.textContent = "Eén voor één"
    end.append(all)
    lead.textContent = "Kies drie prentjes. Meer of minder mag ook."
    show()
    box(cards[0]).focus()
  }

  function answer(isYes) {
    const card = cards[said.length]
    if (!card) return
    box(card).checked = isYes
    said.push(isYes)
    const button = isYes ? yes : no
    button.classList.add("verdict--hit")
    setTimeout(() => button.classList.remove("verdict--hit"), 160)
    card.classList.add("taste--gone", isYes ? "taste--yes" : "taste--no")
    setTimeout(() => card.classList.remove("taste--gone"), 340)
    show()
    if (picked().length >= ENOUGH || said.length === cards.length) finish()
  }

  function undo() {
    const card = cards[said.length - 1]
    if (!card) return
    said.pop()
    box(card).checked = false
    card.classList.remove("taste--gone", "taste--yes", "taste--no")
    show()
  }

  function finish() {
    heard.textContent = "Daar komen ze."
    // One look at what was caught, then on.
    setTimeout(() => form.requestSubmit(done), 550)
  }

  function show() {
    const now = picked()
    form.classList.toggle("deck--empty", now.length === 0)
    if (!isDeck) return
    cards.forEach((card, at) => {
      card.classList.toggle("taste--now", at === said.length)
      card.classList.toggle("taste--next", at === said.length + 1)
      if (at >= said.length) card.classList.remove("taste--yes", "taste--no", "taste--gone")
    })
    pockets.replaceChildren(...Array.from({ length: ENOUGH }, (_, at) => pocket(now[at])))
    back.disabled = said.length === 0
    const card = cards[said.length]
    no.disabled = yes.disabled = !card
    if (card) heard.textContent = `Prentje ${said.length + 1} van ${cards.length}: ${name(card)}. Gekozen: ${now.length}.`
  }

  function pocket(card) {
    const item = element("li", card ? "pocket pocket--full" : "pocket")
    if (card) {
      const picture = card.querySelector("img").cloneNode()
      picture.alt = name(card)
      picture.loading = "eager"
      item.append(picture)
    } else item.append(element("span", "visually-hidden", "nog leeg"))
    return item
  }

  function onKey(event) {
    if (!isDeck || event.ctrlKey || event.metaKey || event.altKey) return
    const does = { ArrowRight: () => answer(true), ArrowLeft: () => answer(false), Backspace: undo }[event.key]
    if (!does) return
    event.preventDefault()
    does()
  }
}

/* Calls `decide` with where a card was thrown; the card follows the finger on its way. */
function swipes(wall, decide) {
  let from = null
  let card = null

  wall.addEventListener("pointerdown", (event) => {
    card = event.target.closest(".taste--now")
    from = card ? event.clientX : null
    if (card) card.setPointerCapture?.(event.pointerId)
  })
  wall.addEventListener("pointermove", (event) => {
    if (from === null) return
    const way = event.clientX - from
    card.style.translate = `${way}px ${Math.abs(way) * -0.06}px`
    card.style.rotate = `${way / 22}deg`
  })
  const drop = (event) => {
    if (from === null) return
    const way = event.clientX - from
    card.style.translate = card.style.rotate = ""
    from = card = null
    if (Math.abs(way) >= FAR_PX) decide(way > 0)
  }
  wall.addEventListener("pointerup", drop)
  wall.addEventListener("pointercancel", () => {
    if (card) card.style.translate = card.style.rotate = ""
    from = card = null
  })
  // A label would tick its box where the finger leaves it.
  wall.addEventListener("click", (event) => event.target.closest(".deck--play") && event.preventDefault())
}

function verdict(kind, text, picture) {
  const button = element("button", `verdict verdict--${kind}`)
  button.type = "button"
  const disc = element("span", "verdict__disc")
  disc.innerHTML = picture
  button.append(disc, element("span", "", text))
  return button
}

function element(kind, classes, text = "") {
  const made = document.createElement(kind)
  if (classes) made.className = classes
  made.textContent = text
  return made
}
