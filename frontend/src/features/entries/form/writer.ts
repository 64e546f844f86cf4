/**
 * Orders this tab's writes of one entry: one at a time, each over the version that the one before made. So
 * that an upload between two saves of the draft is not taken for somebody else's change.
 */
export class Writer {
  private tail: Promise<unknown> = Promise.resolve();
  private readonly became = new Map<number, number>();

  /** Writes when all writes before are done; `version` is what the caller last saw. */
  write<T extends { version: number }>(version: number, send: (version: number) => Promise<T>): Promise<T> {
    const turn = this.tail.then(async () => {
      const over = this.latest(version);
      const answer = await send(over);
      if (answer.version > over) this.became.set(over, answer.version);
      return answer;
    });
    this.tail = turn.catch(() => undefined);
    return turn;
  }

  /** The version that the given one has become by this tab's own writes alone. */
  latest(version: number): number {
    let at = version;
    for (let next = this.became.get(at); next !== undefined; next = this.became.get(at)) at = next;
    return at;
  }
}
