// Reads the chapter aloud with a voice of the browser's own, sentence by sentence, from the place that is shown.
// Loaded when somebody asks for it, and only where there is a voice.

const SPEEDS = [["traag", 0.75], ["gewoon", 1], ["vlug", 1.25]];

const sentencesIn = (piece, language) => {
  const words = piece.textContent;
  if (typeof Intl.Segmenter === "function") {
    const cut = new Intl.Segmenter(language || "nl", { granularity: "sentence" });
    return [...cut.segment(words)].map(({ segment, index }) => [index, segment]);
  }
  return [...words.matchAll(/[^.!?…]+[.!?…]*\s*/g)].map((found) => [found.index, found[0]]);
};

// The characters [from, until) of a piece's text as a range of the page.
const rangeOf = (piece, from, until) => {
  const range = document.createRange();
  const walk = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  let at = 0;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const end = at + node.length;
    if (from >= at && from < end) range.setStart(node, from - at);
    if (until > at && until <= end) {
      range.setEnd(node, until - at);
      break;
    }
    at = end;
  }
  return range;
};

// A Flemish voice before a Dutch one, one on the device before one that sends the text away.
const voiceOf = (language) => {
  const wanted = (language || "nl").toLowerCase().slice(0, 2);
  const score = (voice) => {
    const tongue = voice.lang.toLowerCase().replace("_", "-");
    if (!tongue.startsWith(wanted)) return -1;
    return (tongue === "nl-be" ? 2 : 0) + (voice.localService ? 1 : 0);
  };
  const voices = speechSynthesis.getVoices().filter((voice) => score(voice) >= 0);
  return voices.sort((one, other) => score(other) - score(one))[0] ?? null;
};

export const voiceFor = ({ text, button, language, show, firstUnread }) => {
  const pieces = [...text.querySelectorAll("[data-n]")].filter((piece) => !piece.querySelector("[data-n]"));
  const paints = typeof Highlight === "function" && CSS.highlights;
  let bar = null;
  let queue = [];
  let speed = 1;
  let turn = 0;

  const light = (piece, from, until) => {
    if (paints) CSS.highlights.set("aloud", new Highlight(rangeOf(piece, from, until)));
    else piece.classList.add("aloud");
  };
  const dark = () => {
    if (paints) CSS.highlights.delete("aloud");
    else for (const piece of text.querySelectorAll(".aloud")) piece.classList.remove("aloud");
  };
  const stop = () => {
    turn += 1;
    speechSynthesis.cancel();
    dark();
    bar?.remove();
    bar = null;
    button.setAttribute("aria-pressed", "false");
  };
  const isSeen = (piece) => {
    const box = piece.getClientRects()[0];
    return box && box.top < innerHeight - 120 && box.bottom > 80 && box.left < innerWidth && box.right > 0;
  };
  const say = () => {
    const mine = (turn += 1);
    const next = queue[0];
    if (!next) return stop();
    const [piece, from, words] = next;
    dark();
    light(piece, from, from + words.trimEnd().length);
    if (!isSeen(piece)) show(piece);
    const saying = new SpeechSynthesisUtterance(words);
    saying.lang = language || "nl-BE";
    saying.voice = voiceOf(language);
    saying.rate = speed;
    const go = () => {
      if (mine !== turn) return;
      queue.shift();
      say();
    };
    saying.addEventListener("end", go);
    saying.addEventListener("error", (event) => { if (mine === turn && event.error !== "interrupted") stop(); });
    speechSynthesis.speak(saying);
  };
  const again = () => {
    turn += 1;
    speechSynthesis.cancel();
    say();
  };

  const control = (words, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", () => act(made));
    bar.append(made);
    return made;
  };
  const open = () => {
    bar = document.createElement("div");
    bar.className = "voice";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Voorlezen");
    control("Pauze", (made) => {
      if (speechSynthesis.paused) speechSynthesis.resume();
      else speechSynthesis.pause();
      made.textContent = made.textContent === "Pauze" ? "Verder" : "Pauze";
    });
    let at = 1;
    control("Tempo: gewoon", (made) => {
      at = (at + 1) % SPEEDS.length;
      speed = SPEEDS[at][1];
      made.textContent = "Tempo: " + SPEEDS[at][0];
      again();
    });
    control("Stop", stop);
    document.querySelector(".bar").append(bar);
  };

  addEventListener("pagehide", stop);
  return {
    toggle: () => {
      if (bar) return stop();
      const first = Math.max(0, pieces.indexOf(firstUnread()));
      queue = pieces.slice(first).flatMap((piece) => sentencesIn(piece, language)
        .filter(([, words]) => words.trim())
        .map(([from, words]) => [piece, from, words]));
      open();
      button.setAttribute("aria-pressed", "true");
      say();
    },
  };
};
