import type { BrowserContext } from 'playwright-core';

/** How somebody looks in front of the drawn camera: colours of wall, clothes, skin and hair. */
export interface Portrait {
  wall: [string, string];
  clothes: string;
  skin: string;
  hair: string;
}

/**
 * Puts a drawn person before this context's camera and a drawn slide on its shared screen, for pictures
 * of the product: the browser's own stand-in is a green disc. The streams are real; sound is Chromium's.
 */
export async function sitBefore(context: BrowserContext, portrait: Portrait): Promise<void> {
  await context.addInitScript(drawnDevices, portrait);
}

function drawnDevices(portrait: Portrait): void {
  type Draw = (pen: CanvasRenderingContext2D, seconds: number) => void;
  const film = (width: number, height: number, draw: Draw): MediaStream => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no canvas');
    const pause = 66;
    let drawn = 0;
    const next = () => draw(pen, (drawn++ * pause) / 1000);
    setInterval(next, pause);
    next();
    return canvas.captureStream(15);
  };
  const oval = (pen: CanvasRenderingContext2D, place: [number, number, number, number]): void => {
    pen.beginPath();
    pen.ellipse(...place, 0, 0, Math.PI * 2);
    pen.fill();
  };
  const person: Draw = (pen, seconds) => {
    const wall = pen.createLinearGradient(0, 0, 1280, 720);
    wall.addColorStop(0, portrait.wall[0]);
    wall.addColorStop(1, portrait.wall[1]);
    pen.fillStyle = wall;
    pen.fillRect(0, 0, 1280, 720);
    pen.fillStyle = 'rgba(255,255,255,0.14)';
    for (const shelf of [0, 1, 2]) pen.fillRect(60, 120 + shelf * 170, 250, 14);
    const sway = Math.sin(seconds * 1.3) * 8;
    pen.fillStyle = portrait.clothes;
    oval(pen, [640 + sway * 0.4, 760, 330, 260]);
    pen.fillStyle = portrait.hair;
    oval(pen, [640 + sway, 330, 158, 185]);
    pen.fillStyle = portrait.skin;
    pen.fillRect(590 + sway * 0.7, 440, 100, 110);
    oval(pen, [640 + sway, 365, 122, 152]);
    pen.fillStyle = '#2b2320';
    const open = seconds % 4 < 3.8 ? 13 : 2;
    for (const side of [-46, 46]) oval(pen, [640 + sway + side, 350, 11, open]);
    pen.strokeStyle = '#8a4b3c';
    pen.lineWidth = 7;
    pen.beginPath();
    pen.arc(640 + sway, 405, 46, 0.35, Math.PI - 0.35);
    pen.stroke();
  };
  const slide: Draw = (pen, seconds) => {
    pen.fillStyle = '#ffffff';
    pen.fillRect(0, 0, 1280, 720);
    pen.fillStyle = '#0f4c5c';
    pen.fillRect(0, 0, 1280, 110);
    pen.font = '600 46px sans-serif';
    pen.fillStyle = '#ffffff';
    pen.fillText('第 7 讲 · 二叉搜索树 Binary search trees', 60, 72);
    const nodes: [string, number, number][] = [
      ['27', 640, 210],
      ['14', 420, 360],
      ['35', 860, 360],
      ['8', 300, 520],
      ['19', 540, 520],
      ['31', 740, 520],
      ['42', 980, 520],
    ];
    pen.strokeStyle = '#9db4bd';
    pen.lineWidth = 5;
    for (const [index, [, x, y]] of nodes.entries()) {
      const parent = nodes[Math.floor((index - 1) / 2)];
      if (!parent || index === 0) continue;
      pen.beginPath();
      pen.moveTo(parent[1], parent[2]);
      pen.lineTo(x, y);
      pen.stroke();
    }
    const lit = [0, 1, 4][Math.floor(seconds) % 3];
    pen.textAlign = 'center';
    for (const [index, [name, x, y]] of nodes.entries()) {
      pen.fillStyle = index === lit ? '#e07a3f' : '#1f7a8c';
      oval(pen, [x, y, 50, 50]);
      pen.fillStyle = '#ffffff';
      pen.font = '600 34px sans-serif';
      pen.fillText(name, x, y + 12);
    }
    pen.textAlign = 'left';
    pen.fillStyle = '#33454d';
    pen.font = '32px sans-serif';
    pen.fillText('search(19): 27 → 14 → 19', 60, 660);
  };
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return;
  const fromDevices = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wanted) => {
    const stream = await fromDevices(wanted);
    for (const track of stream.getVideoTracks()) {
      const settings = track.getSettings();
      stream.removeTrack(track);
      const [drawn] = film(1280, 720, person).getVideoTracks();
      if (!drawn) continue;
      // The panel asks a track which camera it comes from.
      drawn.getSettings = () => ({ ...settings, width: 1280, height: 720 });
      drawn.addEventListener('ended', () => track.stop());
      stream.addTrack(drawn);
    }
    return stream;
  };
  devices.getDisplayMedia = () => Promise.resolve(film(1280, 720, slide));
}
