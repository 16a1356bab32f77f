import type { Socket, SocketEvents } from './socket';

export function openSocket(url: string, events: SocketEvents): Socket {
  const socket = new WebSocket(url);
  socket.onopen = () => events.onOpen();
  socket.onmessage = (event: MessageEvent<string>) => events.onMessage(event.data);
  socket.onclose = () => events.onClose();
  return { send: (text) => socket.send(text), close: () => socket.close() };
}
