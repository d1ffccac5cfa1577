// What a portal's own script may do with the element: here it writes down every event.
const news = document.getElementById('news');
const names = ['ready', 'live', 'ringing', 'joined', 'left', 'ended', 'refused'];
for (const name of names) {
  document.addEventListener(`campus-meet:${name}`, (event) => {
    const line = document.createElement('li');
    const panel = event.target.getAttribute('panel');
    line.textContent = `${panel} ${name} ${JSON.stringify(event.detail)}`;
    news.append(line);
  });
}
