(() => {
  const sheet = document.querySelector(".sheet");
  const canvas = sheet.querySelector("canvas");
  const pen = canvas.getContext("2d");
  const form = sheet.closest("form");
  const { strokes: drawn, signed_name: name } = form.elements;
  if (!pen || !window.PointerEvent) return;
  const MAX_POINTS = 2000, MIN_LENGTH = 60, MIN_STEP = 3;
  let strokes = [], finger = null;
  const apart = ([a, b], [x, y]) => Math.abs(x - a) + Math.abs(y - b);
  const count = () => strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  const long = () =>
    strokes.reduce((sum, stroke) => stroke.reduce((so, to, at) => (at ? so + apart(stroke[at - 1], to) : so), sum), 0);
  const draw = () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#000";
    pen.beginPath();
    for (const stroke of strokes) stroke.forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    pen.stroke();
  };
  const keep = () => {
    const signed = long() >= MIN_LENGTH;
    drawn.value = signed ? strokes.map((stroke) => stroke.map((at) => at.join(",")).join(" ")).join(";") : "";
    name.required = !signed;
  };
  const place = (event) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const within = (share, most) => Math.min(most, Math.max(0, Math.round(share * most)));
    return [
      within((event.clientX - left) / width, canvas.width),
      within((event.clientY - top) / height, canvas.height),
    ];
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (finger !== null || event.button || count() >= MAX_POINTS) return;
    finger = event.pointerId;
    canvas.setPointerCapture(finger);
    strokes.push([place(event)]);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== finger) return;
    const stroke = strokes[strokes.length - 1];
    for (const moved of event.getCoalescedEvents?.() ?? [event]) {
      const to = place(moved);
      if (count() < MAX_POINTS && apart(stroke[stroke.length - 1], to) >= MIN_STEP) stroke.push(to);
    }
    draw();
  });
  for (const end of ["pointerup", "pointercancel"])
    canvas.addEventListener(end, (event) => {
      if (event.pointerId !== finger) return;
      finger = null;
      keep();
    });
  sheet.querySelector("button").addEventListener("click", () => {
    strokes = [];
    draw();
    keep();
  });
  const read = () => {
    strokes = drawn.value
      ? drawn.value.split(";").map((stroke) => stroke.split(" ").map((at) => at.split(",").map(Number)))
      : [];
    draw();
    keep();
  };
  addEventListener("pageshow", read);
  sheet.hidden = false;
  read();
})();
