import { randomBytes } from 'node:crypto';
import { attributes, methods, newTransaction, request } from './message.ts';
import { openStun } from './socket.ts';

/** The other side of ICE, as it was offered. */
export interface IcePeer {
  host: string;
  port: number;
  ufrag: string;
  password: string;
}

/** Of a host candidate (RFC 8445, 5.1.2.1). */
const priority = 0x6e_00_01_ff;

/** Both sides think that they choose the path: who asked is to take the other role (RFC 8445, 7.2.5.1). */
const roleConflict = 487;

/**
 * One connectivity check of ICE (RFC 8445, 7.2): a binding request signed with what was offered, which anybody else
 * refuses. The answer's own signature is not looked at: it says that media get there, not who is there. Answers 0, or
 * the code with which it was refused. Fails with NoAnswer.
 * @param ufrag ours, as it would be told
 */
export async function checkIce(peer: IcePeer, ufrag: string): Promise<number> {
  // Whoever is called is controlled; a peer without a whole ICE (ice-lite) leaves that to us.
  const code = await checkAs('controlled', peer, ufrag);
  return code === roleConflict ? checkAs('controlling', peer, ufrag) : code;
}

async function checkAs(
  role: 'controlled' | 'controlling',
  peer: IcePeer,
  ufrag: string,
): Promise<number> {
  const socket = await openStun(peer);
  try {
    const transaction = newTransaction();
    const ours = Buffer.alloc(4);
    ours.writeUInt32BE(priority);
    const message = request(
      methods.binding,
      [
        [attributes.username, Buffer.from(`${peer.ufrag}:${ufrag}`)],
        [attributes.priority, ours],
        [attributes[role], randomBytes(8)],
      ],
      { transaction, key: Buffer.from(peer.password), hasFingerprint: true },
    );
    return (await socket.ask(message, transaction)).code;
  } finally {
    socket.close();
  }
}
