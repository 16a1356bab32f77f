const scope = (typeof self === 'undefined' ? globalThis : self) as { Event?: unknown };

/**
 * Mini-programs have no `Event`, and the one that Taro's document makes cannot be begun: without this, to
 * stop waiting for an answer is an error.
 */
class PlainEvent {
  constructor(readonly type: string) {}
}

scope.Event ??= PlainEvent;
