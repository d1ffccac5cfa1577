// The portal's little script: lists that filter as one types, and the frames in which tools answer.
for (const area of document.querySelectorAll('[data-filtered]')) {
  const field = area.querySelector('[data-filter]');
  const items = [...area.querySelectorAll('[data-item]')];
  const groups = [...area.querySelectorAll('[data-group]')];
  const fold = (text) => text.normalize('NFKC').toLowerCase();
  const texts = items.map((item) => fold(item.textContent));
  field.addEventListener('input', () => {
    const wanted = fold(field.value).split(/\s+/).filter(Boolean);
    items.forEach((item, index) => {
      item.hidden = !wanted.every((word) => texts[index].includes(word));
    });
    for (const group of groups) group.hidden = !group.querySelector('[data-item]:not([hidden])');
    area.querySelector('[data-empty]').hidden = items.some((item) => !item.hidden);
  });
}

for (const button of document.querySelectorAll('[data-shows]')) {
  button.addEventListener('click', () => {
    document.getElementById(button.dataset.shows).hidden = false;
  });
}

// LTI dynamic registration: the tool says that it is done.
const registration = document.querySelector('[data-registration]');
if (registration) {
  window.addEventListener('message', (event) => {
    if (event.source !== registration.contentWindow) return;
    if (event.data?.subject !== 'org.imsglobal.lti.close') return;
    location.href = '/mod/lti/toolconfigure.php';
  });
}

// A colour of its own for each course and person: set from here, so that pages may forbid inline style.
for (const element of document.querySelectorAll('[data-hue]')) {
  element.style.setProperty('--hue', element.dataset.hue);
}
