import type { Socket } from "node:net";

/** What is written in one turn of the event loop leaves in one piece. */
export function corkedWriter(socket: Socket): (frame: Buffer) => void {
  let isCorked = false;
  const uncork = () => {
    isCorked = false;
    socket.uncork();
  };
  return (frame) => {
    if (!isCorked) {
      isCorked = true;
      socket.cork();
      process.nextTick(uncork);
    }
    socket.write(frame);
  };
}
