/** The sandbox's own time: the real one, moved by what a test or a person asks for. */
export interface Clock {
  readonly now: () => Date;
  /** Moves it, forwards or (negative) backwards, in seconds. What a drifting clock looks like from outside. */
  readonly advance: (seconds: number) => void;
}

export function makeClock(real: () => Date = () => new Date()): Clock {
  let offsetMilliseconds = 0;
  return {
    now: () => new Date(real().getTime() + offsetMilliseconds),
    advance: (seconds) => {
      offsetMilliseconds += seconds * 1000;
    },
  };
}
