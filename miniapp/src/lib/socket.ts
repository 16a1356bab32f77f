/** One socket as the live connection needs it. */
export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketEvents {
  onOpen(): void;
  onMessage(text: string): void;
  onClose(): void;
}

interface AlipaySockets {
  connectSocket(options: { url: string; fail?: () => void }): void;
  sendSocketMessage(options: { data: string }): void;
  closeSocket(): void;
  onSocketOpen(listener: () => void): void;
  onSocketMessage(listener: (event: { data: string }) => void): void;
  onSocketClose(listener: () => void): void;
  onSocketError(listener: () => void): void;
}

declare const my: AlipaySockets;

let current: SocketEvents | null = null;
let isListening = false;

/** Alipay has one global socket whose listeners cannot be taken off reliably: they are set once and passed on. */
function listenOnce(): void {
  if (isListening) return;
  isListening = true;
  const handleEnd = () => {
    const ended = current;
    current = null;
    ended?.onClose();
  };
  my.onSocketOpen(() => current?.onOpen());
  my.onSocketMessage((event) => current?.onMessage(event.data));
  my.onSocketClose(handleEnd);
  my.onSocketError(handleEnd);
}

export function openSocket(url: string, events: SocketEvents): Socket {
  listenOnce();
  current = events;
  my.connectSocket({
    url,
    fail: () => {
      if (current === events) current = null;
      events.onClose();
    },
  });
  return { send: (data) => my.sendSocketMessage({ data }), close: () => my.closeSocket() };
}
